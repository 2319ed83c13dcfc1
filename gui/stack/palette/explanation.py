"""Explanation: stands beside the highlighted entry of the palette and shows what that layer does, and makes here."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from gui.appearance import theme
from gui.stack.list.dragging.drop_preview import UNKNOWN, Verdict
from gui.stack.palette.catalogue import Entry
from gui.stack.palette.effect_picture import EffectPicture
from gui.stack.palette.effects import effect

MARGIN, BORDER = 14, 1
LYING = 300  # the height that holds the longest explanation


class Explanation(QFrame):
    """Title, picture, a few words, and the shapes that would result at the place where the layer would go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(self, "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._title, self._help, self._words, self._here = QLabel(), QLabel(), QLabel(), QLabel()
        self._picture = EffectPicture()
        theme.set_role(self._title, "heading")
        theme.set_role(self._words, "caption")
        for label in (self._help, self._words, self._here):
            label.setWordWrap(True)
        self._column = QVBoxLayout(self)
        for widget in (self._title, self._help, self._picture, self._words, self._here):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self.hide()

    @property
    def texts(self) -> tuple[str, ...]:
        """What it says, from top to bottom."""
        return tuple(label.text() for label in (self._title, self._help, self._words, self._here))

    def show_entry(self, entry: Entry, verdict: Verdict | None) -> None:
        """Explains a kind of layer; the verdict is what it would make at this place."""
        shown = effect(entry.kind)
        self._title.setText(entry.title)
        self._help.setText(entry.help)
        self._picture.show_effect(shown)
        self._words.setText(shown.words)
        self._here.setText(_here(verdict))
        self._here.setVisible(verdict is not None)
        theme.set_role(self._here, "error" if verdict and verdict.breaks else "heading")

    def width_needed(self) -> int:
        """The width of the picture, the margins around it and the border around those."""
        return self._picture.sizeHint().width() + 2 * (theme.px(MARGIN) + BORDER)

    def stand_beside(self, frame: QWidget, height: int) -> None:
        """Opens to the right of a frame; `height`, in its coordinates, is where the entry is."""
        self._fit()
        self.resize(self.width_needed(), self._column.totalHeightForWidth(self.width_needed()))
        window = frame.window()
        beside = frame.mapTo(window, QPoint(frame.width() + theme.px(4), height))
        left = min(beside.x(), window.width() - self.width() - theme.px(4))
        top = min(beside.y(), window.height() - self.height() - theme.px(4))
        self.move(left, max(top, 0))
        self.raise_()
        self.show()

    def lie(self) -> None:
        """Lies at the foot of a column, always of the same height, so that the list above stands still."""
        self._fit()
        self.setFixedHeight(theme.px(LYING))

    def _fit(self) -> None:
        """Lengths at the zoom of this moment."""
        self._column.setContentsMargins(*(theme.px(MARGIN),) * 4)
        self._column.setSpacing(theme.px(8))
        self._picture.updateGeometry()
        self._column.activate()


def _here(verdict: Verdict | None) -> str:
    if verdict is None:
        return ""
    if verdict.words == UNKNOWN:
        return "Here: unknown, until the stack above is mended"
    return f"⚠ Here: {verdict.words}" if verdict.breaks else f"Here: {verdict.words}"
