"""NumberBox: one number, or one of a few words, typed or stepped; what it holds is judged by whoever listens."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QSizePolicy, QWidget

from gui.appearance import rewriting, theme
from gui.appearance.numerals import typed_marks
from gui.forms.fields.numbers import MIXED, MIXED_WORD, Limits, parsed, spelled, stepped
from gui.forms.wheel_and_undo import ignore_wheel_and_undo

WIDTH, LEAST_WIDTH = 76, 46
MOST_NEEDED = 96  # what a number may take from what stands beside it
BESIDE = 31  # pixels around the number: border, inset, steps


class NumberBox(QAbstractSpinBox):
    """A field for a number; `edited` carries the number, or the text where it is none.

    Typing makes a draft that is said on Enter or when the focus leaves; Esc takes the draft back; stepping says so at
    once.
    """

    edited = Signal(object)

    def __init__(
        self, bounds: Limits, words: tuple[str, ...] = (), zero: str = "", parent: QWidget | None = None
    ) -> None:
        """`zero` is a word that stands for 0, where that is no amount; an empty box means it, too."""
        super().__init__(parent)
        self.bounds, self.words, self.zero = bounds, words, zero
        self.marks = typed_marks()  # those of what stands there
        self._value: object = bounds.low or 0
        self._open = False  # a draft was said and is not accepted: the value typed anew is said, too
        self._start: object = bounds.low or 0  # where steps begin while there is no number
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # narrower before it is cut off
        ignore_wheel_and_undo(self)
        theme.inset(self)
        self.editingFinished.connect(self.settle)
        self._written = ""  # what stands there unless something is being typed
        rewriting.follow(self._rewrite)

    # --- how a value reads; a box for something else than one number has others ---

    def spelled(self, value: object) -> str:
        """A value as it stands in the box."""
        return self.zero if self.zero and value == 0 else spelled(value)

    def placeholder(self, value: object) -> str:
        """What stands in the box where the value leaves it empty."""
        return MIXED_WORD if value is MIXED else ""

    def read(self, text: str) -> object:
        """The value that a text means, or the text."""
        if self.zero and text.strip().lower() in ("", self.zero.lower()):
            return 0
        return text if text in self.words else parsed(text, whole=self.bounds.whole, marks=self.marks)

    def stepped(self, value: object, steps: int) -> object:
        """The value some steps up or down; None where it cannot be stepped."""
        return stepped(value, steps, self.bounds) if isinstance(value, int | float) else None

    # --- values and drafts ---

    @property
    def value(self) -> object:
        """The number or word that was last set or said."""
        return self._value

    def set_value(self, value: object) -> None:
        """Shows a value; a draft is left alone when the value behind it is the same as before."""
        if value != self._value or (self.spelled(value) and not self.lineEdit().text()):
            self.accept(value)

    def accept(self, value: object) -> None:
        """Shows a value in place of any draft."""
        self._value, self._open = value, False
        self.updateGeometry()
        self.lineEdit().setPlaceholderText(self.placeholder(value))
        self.revert()

    def blank(self) -> None:
        """Shows nothing, until there is a value again."""
        self._written, self._open = "", False
        self.lineEdit().clear()

    def begin_at(self, value: object) -> None:
        """Where steps begin while the value has no number."""
        self._start = value

    def settle(self) -> None:
        """Says what was typed, if anything was."""
        if self._open or self._is_typed:
            self._open = True
            self.edited.emit(self.read(self.lineEdit().text()))

    def revert(self) -> None:
        """Takes back what was typed but not said."""
        self._written, self.marks = self.spelled(self._value), typed_marks()
        self.lineEdit().setText(self._written)

    @property
    def _is_typed(self) -> bool:
        """Whether something else stands there than was written: the value spelled anew may look different."""
        return self.lineEdit().text() != self._written

    def _rewrite(self) -> None:
        """In another style of numbers; what is being typed still means what it meant."""
        typed = self.read(self.lineEdit().text()) if self._is_typed else None
        self.revert()
        if typed is not None:
            self.lineEdit().setText(self.spelled(typed))
        self.updateGeometry()

    def stepBy(self, steps: int) -> None:
        value = self.stepped(self.read(self.lineEdit().text()), steps)
        if value is None:
            value = self.stepped(self._start, steps)
        if value is not None:
            self.lineEdit().setText(self.spelled(value))
            self.lineEdit().selectAll()
            self.edited.emit(value)

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        return QAbstractSpinBox.StepEnabledFlag.StepUpEnabled | QAbstractSpinBox.StepEnabledFlag.StepDownEnabled

    def sizeHint(self) -> QSize:
        return QSize(max(theme.px(WIDTH), self._needed()), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for the number that it holds, such as 0.00001, or the words in its place."""
        return QSize(max(theme.px(LEAST_WIDTH), min(self._needed(), theme.px(MOST_NEEDED))), self.sizeHint().height())

    def _needed(self) -> int:
        shown = self.spelled(self._value) or self.placeholder(self._value)
        return self.fontMetrics().horizontalAdvance(shown) + theme.px(BESIDE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._is_typed:
            self.revert()
            self._open = False
            self.edited.emit(self._value)
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            theme.inset(self)
