"""NumberBox: one number, or one of a few words, typed or stepped; what it holds is judged by whoever listens."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QSizePolicy, QWidget

from gui.appearance import theme
from gui.forms.numbers import MIXED, MIXED_WORD, Limits, parsed, spelled, stepped
from gui.forms.wheel_and_undo import ignore_wheel_and_undo

WIDTH, LEAST_WIDTH = 76, 46


class NumberBox(QAbstractSpinBox):
    """A field for a number; `edited` carries the number, or the text where it is none.

    Typing makes a draft that is said on Enter or when the focus leaves; Esc takes the draft back; stepping says so at
    once.
    """

    edited = Signal(object)

    def __init__(self, bounds: Limits, words: tuple[str, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bounds, self._words = bounds, words
        self._value: object = bounds.low or 0
        self._open = False  # a draft was said and is not accepted: the value typed anew is said, too
        self._start: int | float = bounds.low or 0  # where steps begin while there is no number
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # narrower before it is cut off
        ignore_wheel_and_undo(self)
        theme.inset(self)
        self.editingFinished.connect(self.settle)

    @property
    def value(self) -> object:
        """The number or word that was last set or said."""
        return self._value

    def set_value(self, value: object) -> None:
        """Shows a value; a draft is left alone when the value behind it is the same as before."""
        if value != self._value or (value is not MIXED and not self.lineEdit().text()):
            self.accept(value)

    def accept(self, value: object) -> None:
        """Shows a value in place of any draft."""
        self._value, self._open = value, False
        self.lineEdit().setPlaceholderText(MIXED_WORD if value is MIXED else "")
        self.revert()

    def begin_at(self, value: object) -> None:
        """Where steps begin while several numbers are mixed."""
        if isinstance(value, int | float):
            self._start = value

    def settle(self) -> None:
        """Says what was typed."""
        if self._open or self.lineEdit().text() != spelled(self._value):
            self._open = True
            self.edited.emit(self._draft())

    def revert(self) -> None:
        """Takes back what was typed but not said."""
        self.lineEdit().setText(spelled(self._value))

    def stepBy(self, steps: int) -> None:
        number = self._draft()
        start = number if isinstance(number, int | float) else self._start
        self._say(stepped(start, steps, self._bounds))

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        return QAbstractSpinBox.StepEnabledFlag.StepUpEnabled | QAbstractSpinBox.StepEnabledFlag.StepDownEnabled

    def sizeHint(self) -> QSize:
        return QSize(theme.px(WIDTH), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(LEAST_WIDTH), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.lineEdit().text() != spelled(self._value):
            self.revert()
            self._open = False
            self.edited.emit(self._value)
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            theme.inset(self)

    def _draft(self) -> object:
        text = self.lineEdit().text()
        return text if text in self._words else parsed(text, whole=self._bounds.whole)

    def _say(self, value: object) -> None:
        self.lineEdit().setText(spelled(value))
        self.lineEdit().selectAll()
        self.edited.emit(value)
