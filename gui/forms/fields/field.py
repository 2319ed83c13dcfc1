"""Field: the base of a form's editors, and the simple ones: a number, yes or no, one of a few words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QToolButton, QWidget

from gui.appearance import lengths, rewriting, theme
from gui.forms.fields.number_box import NumberBox
from gui.forms.fields.numbers import MIXED, MIXED_WORD, Limits
from gui.forms.wheel_and_undo import ignore_wheel_and_undo
from gui.pieces.choice_box import ChoiceBox
from gui.pieces.elided import Elided

LABEL_WIDTH, GAP = 92, 8  # of a form's first column, and before its second


class Field(QWidget):
    """An editor of one value. `edited` carries a draft to be judged; `accept` or `set_value` shows what came of it."""

    edited = Signal(object)
    drafts_changed = Signal()  # of a form inside
    below: QWidget | None = None  # what belongs under the editor, over the form's whole width
    wide = False  # the editor takes the whole width, its label stands above
    long = False  # it takes a line of its own, also where others stand side by side
    hint = ""  # what may be typed, in a few words
    form: Any = None  # of the struct inside, where there is one
    forms: tuple[Any, ...] = ()  # all of those that count: not one of a struct that is left out

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        lengths.follow(self.row, setSpacing=6)

    @property
    def editor(self) -> QWidget:
        """The widget that takes the focus."""
        raise NotImplementedError

    def set_value(self, value: object) -> None:
        """Shows a value of the document; a draft stays when the document's value is the same as before."""
        raise NotImplementedError

    def accept(self, value: object) -> None:
        """Shows a value in place of any draft."""
        self.set_value(value)

    def start(self, value: object) -> None:
        """Shows a value from somewhere else: nothing that was set here before comes back."""
        self.accept(value)

    def show_mixed(self, first: object) -> None:
        """Shows that the things edited together differ; `first` is the value of the first."""
        self.accept(first)

    def narrow(self) -> None:
        """There is another field beside it: no room but for the editor itself."""

    def follow(self, struct: Any) -> None:
        """What the struct that it is a field of says now; for a field that can stand for another one's value."""

    def settle(self) -> None:
        """Says what is typed but not said yet; what there is only to choose has been said."""

    def sizeHint(self) -> QSize:
        return self._tall_enough(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        return self._tall_enough(super().minimumSizeHint())

    def _tall_enough(self, hint: QSize) -> QSize:
        """Qt's layouts take the stylesheet's least height of a spin box for its height, which clips its text."""
        height = min(self.editor.sizeHint().height(), self.editor.maximumHeight())
        return hint.expandedTo(QSize(0, height))

    def set_invalid(self, invalid: bool) -> None:
        """Marks the editor whose draft cannot be."""
        mark(self.editor, invalid)


def mark(widget: QWidget, invalid: bool) -> None:
    """Gives a widget the red border of a value that cannot be, or takes it away."""
    if bool(widget.property("invalid")) != invalid:
        widget.setProperty("invalid", invalid)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class WordButton(QToolButton):
    """A small button that switches a number over to a word such as "same"."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self.setText(word)
        self.setCheckable(True)
        self.setAccessibleName(word)
        self.setToolTip(f"“{word}” instead of a number")
        theme.set_role(self, "choice")

    def sizeHint(self) -> QSize:
        """Qt leaves as much room around the word as around an icon."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + theme.px(14), super().sizeHint().height())


class NumberField(Field):
    """A number, with a button for each word it may be instead."""

    def __init__(
        self, bounds: Limits, words: tuple[str, ...] = (), zero: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._box = NumberBox(bounds, words, zero)
        self._amounts = replace(bounds, low=1) if zero else bounds  # without what a word stands for
        self._number: object = bounds.low or 1
        self._words = {word: WordButton(word) for word in words}
        self._box.edited.connect(self.edited)
        self.row.addWidget(self._box)
        for word, button in self._words.items():
            button.clicked.connect(lambda on, word=word: self.edited.emit(word if on else self._number))
            self.row.addWidget(button)
        self.hint, self.long = self._amounts.words(), bool(words)
        self._caption = Elided("caption")  # it never widens the form
        self._caption.say(self.hint)
        self.row.addWidget(self._caption, 1)
        self._caption.setVisible(not words)
        rewriting.follow(self._rewrite)
        self.row.addStretch()

    @property
    def editor(self) -> QWidget:
        return self._box

    def set_value(self, value: object) -> None:
        self._box.set_value(value)
        self._show_word(value)

    def accept(self, value: object) -> None:
        self._box.accept(value)
        self._show_word(value)

    def show_mixed(self, first: object) -> None:
        self.set_value(MIXED)
        self._box.begin_at(first)

    def narrow(self) -> None:
        self._caption.hide()

    def settle(self) -> None:
        self._box.settle()

    def _rewrite(self) -> None:
        self._caption.say(self._amounts.words())

    def _show_word(self, value: object) -> None:
        for word, button in self._words.items():
            button.setChecked(value == word)
        if isinstance(value, int | float):
            self._number = value


class TruthField(Field):
    """Yes or no."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QCheckBox()
        self._box.clicked.connect(lambda: self.edited.emit(self._box.isChecked()))
        self.row.addWidget(self._box)
        self.row.addStretch()

    @property
    def editor(self) -> QWidget:
        return self._box

    def set_value(self, value: object) -> None:
        self._box.setTristate(False)
        self._box.setChecked(bool(value))

    def show_mixed(self, first: object) -> None:
        self._box.setTristate(True)
        self._box.setCheckState(Qt.CheckState.PartiallyChecked)


class WordTick(Field):
    """Whether a value is one certain word; unticked it is what it was before."""

    def __init__(self, word: str, unticked: object, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word, self._unticked, self._other = word, unticked, unticked
        self._box = QCheckBox()
        self._box.clicked.connect(lambda: self.edited.emit(word if self._box.isChecked() else self._other))
        self.row.addWidget(self._box)
        self.row.addStretch()

    @property
    def editor(self) -> QWidget:
        return self._box

    def start(self, value: object) -> None:
        self._other = self._unticked
        self.set_value(value)

    def set_value(self, value: object) -> None:
        self._box.setTristate(False)
        self._box.setChecked(value == self._word)
        if value != self._word:
            self._other = value

    def show_mixed(self, first: object) -> None:
        self._box.setTristate(True)
        self._box.setCheckState(Qt.CheckState.PartiallyChecked)


class ChoiceField(Field):
    """One of a few words or figures, by what people call them; `say` names one that is not among them."""

    def __init__(
        self, names: Mapping[Any, str], say: Callable[[Any], str] = str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._say = say
        self._box = ChoiceBox()
        ignore_wheel_and_undo(self._box)
        for value, name in names.items():
            self._box.addItem(name, value)
        self._box.activated.connect(lambda index: self.edited.emit(self._box.itemData(index)))
        self.row.addWidget(self._box)
        self.row.addStretch()

    @property
    def editor(self) -> QWidget:
        return self._box

    def set_value(self, value: object) -> None:
        if self._box.findData(value) < 0:
            self._box.addItem(self._say(value), value)
        self._box.setCurrentIndex(self._box.findData(value))

    def show_mixed(self, first: object) -> None:
        self._box.setPlaceholderText(MIXED_WORD)
        self._box.setCurrentIndex(-1)
