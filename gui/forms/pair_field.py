"""PairField: height and width, shown as one number while they are equal and apart on request; or a word for both."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from gui.appearance import lengths, theme
from gui.forms.field import BESIDE_LABEL, Field, WordButton, mark
from gui.forms.number_box import NumberBox
from gui.forms.numbers import MIXED, Limits

TOGETHER = "Height and width are one number. Press to set them apart."
APART = "Height and width are set apart. Press to make them equal."


class PairField(Field):
    """Two numbers, or a word such as "same"; its button stands below the numbers while they are apart."""

    def __init__(self, bounds: Limits, words: tuple[str, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height, self._width = NumberBox(bounds, words), NumberBox(bounds)
        self._times, self._link = QLabel("×"), QToolButton()
        self._words = {word: WordButton(word) for word in words}
        self._pair: tuple[object, ...] = (bounds.low or 0,) * 2
        self._apart = False
        self._lay_out()
        self._listen()
        self._show_apart(apart=False)

    @property
    def editor(self) -> QWidget:
        return self._height

    def set_value(self, value: object) -> None:
        self._show(value, accept=False)

    def accept(self, value: object) -> None:
        self._show(value, accept=True)

    def show_mixed(self, first: object) -> None:
        for button in self._words.values():
            button.setChecked(False)
        for index, box in enumerate((self._height, self._width)):
            box.set_value(MIXED)
            box.begin_at(first[index] if isinstance(first, tuple) else 0)
        self._show_apart(apart=False)

    def settle(self) -> None:
        self._height.settle()
        self._width.settle()

    def set_invalid(self, invalid: bool) -> None:
        for box in (self._height, self._width):
            mark(box, invalid)

    def _lay_out(self) -> None:
        theme.set_role(self._times, "secondary")
        theme.set_role(self._link, "control")
        self._width.setAccessibleName("Width")
        self._link.setAccessibleName("Set height and width apart")
        for widget in (self._height, self._times, self._width, self._link, *self._words.values()):
            self.row.addWidget(widget)
        self.row.addStretch()
        self._second = QHBoxLayout()
        lengths.follow(self._second, setSpacing=6, setContentsMargins=(BESIDE_LABEL, 0, 0, 0))
        self._second.addStretch()
        if self._words:
            self.below = QWidget()
            self.below.setLayout(self._second)

    def _listen(self) -> None:
        self._height.edited.connect(lambda draft: self._say(draft, self._width.value if self._apart else draft))
        self._width.edited.connect(lambda draft: self._say(self._height.value, draft))
        self._link.clicked.connect(self._toggle)
        for word, button in self._words.items():
            button.clicked.connect(lambda on, word=word: self.edited.emit(word if on else self._pair))

    def _say(self, height: object, width: object) -> None:
        sides = (width if height is MIXED else height, height if width is MIXED else width)
        self.edited.emit(height if height in self._words or height is width is MIXED else sides)

    def _toggle(self) -> None:
        """Sets the two apart, or makes the width equal to the height."""
        together = self._apart
        self._show_apart(apart=not self._apart)
        if together and self._pair[0] != self._pair[1]:
            self.edited.emit((self._pair[0], self._pair[0]))

    def _show(self, value: object, *, accept: bool) -> None:
        word = value if value in self._words else None
        for name, button in self._words.items():
            button.setChecked(name == word)
        pair = (word, word) if word else tuple(value)  # type: ignore[arg-type]  # a pair where it is no word
        for box, side in zip((self._height, self._width), pair, strict=True):
            (box.accept if accept else box.set_value)(side)
        if not word:
            self._pair = pair
        self._show_apart(apart=not word and (self._apart or pair[0] != pair[1]))

    def _show_apart(self, *, apart: bool) -> None:
        self._apart = apart
        self._times.setVisible(apart)
        self._width.setVisible(apart)
        self._place_words(below=apart)
        self._link.setToolTip(APART if apart else TOGETHER)
        self._dress()

    def _place_words(self, *, below: bool) -> None:
        """Beside two numbers there is no room for words."""
        if self.below is None:
            return
        row = self._second if below else self.row
        for button in self._words.values():
            row.insertWidget(row.count() - 1, button)
        self.below.setVisible(below)

    def _dress(self) -> None:
        self._link.setIconSize(QSize(theme.px(16), theme.px(16)))
        self._link.setIcon(theme.glyph("unlink" if self._apart else "link"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._dress()
