"""Long text: many lines that wrap, measured once for a width."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QLabel

from gui.appearance import theme

USUAL = 320  # pixels wide


class LongText(QLabel):
    """A label whose height layouts may ask for again and again: for thirty lines Qt works half a millisecond each time,
    and six times as long to find a width that suits it.
    """

    def __init__(self, role: str) -> None:
        super().__init__()
        self._heights: dict[int, int] = {}
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        theme.set_role(self, role)

    def setText(self, text: str) -> None:
        self._heights.clear()
        super().setText(text)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._heights.clear()
        super().changeEvent(event)

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = super().heightForWidth(width)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        width = theme.px(USUAL)
        return QSize(width, self.heightForWidth(width))
