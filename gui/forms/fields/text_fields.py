"""Fields of text: one line, several numbers with commas between."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.appearance import rewriting
from gui.appearance.numerals import typed_marks
from gui.forms.fields.field import Field
from gui.forms.fields.numbers import MIXED_WORD, Limits, parsed, spelled
from gui.forms.wheel_and_undo import ignore_wheel_and_undo


class TextField(Field):
    """One line of text, said on Enter or when the focus leaves."""

    long = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QLineEdit()
        self._value = ""
        self._open = False  # a draft was said and is not accepted: the value typed anew is said, too
        ignore_wheel_and_undo(self._line)
        self._line.editingFinished.connect(self.settle)
        self._line.installEventFilter(self)
        self.row.addWidget(self._line)

    @property
    def editor(self) -> QWidget:
        return self._line

    def set_value(self, value: object) -> None:
        if self.text(value) != self._value:
            self.accept(value)

    def accept(self, value: object) -> None:
        self._value, self._open = self.text(value), False
        self._line.setPlaceholderText("")
        self._line.setText(self._value)

    def show_mixed(self, first: object) -> None:
        if self._line.placeholderText() != MIXED_WORD:
            self.accept("")
            self._line.setPlaceholderText(MIXED_WORD)

    def text(self, value: object) -> str:
        """How the value reads in the line."""
        return str(value)

    def read(self, text: str) -> object:
        """The value that a text means."""
        return text

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self._line.setText(self._value)
            self._open = False
            self.edited.emit(self.read(self._value))
            return True
        return False

    def settle(self) -> None:
        if self._open or self._line.text() != self._value:
            self._open = True
            self.edited.emit(self.read(self._line.text()))


class NumbersField(TextField):
    """Several numbers, typed with commas between."""

    def __init__(self, bounds: Limits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole, self._marks = bounds.whole, typed_marks()  # those of what stands there
        self._numbers: object = ()
        rewriting.follow(self._rewrite)

    def accept(self, value: object) -> None:
        self._numbers, self._marks = value, typed_marks()
        super().accept(value)

    def _rewrite(self) -> None:
        """In another style of numbers; what is being typed still means what it meant."""
        typed = self.read(self._line.text()) if self._line.text() != self._value else self._numbers
        self._value, self._marks = self.text(self._numbers), typed_marks()
        self._line.setText(self.text(typed))

    def text(self, value: object) -> str:
        return ", ".join(spelled(one) for one in value) if isinstance(value, tuple | list) else str(value)

    def read(self, text: str) -> object:
        """Between numbers stand semicolons or commas; a comma that may stand before tenths needs a space after it."""
        marks = self._marks
        between = r";|,\s" if marks.decimal == "," and not self._whole else r"[;,]"
        return tuple(parsed(part, whole=self._whole, marks=marks) for part in re.split(between, text) if part.strip())
