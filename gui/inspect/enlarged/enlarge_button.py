"""Enlarge button: the small sign in the caption of filters or maps that fills the page with the chosen one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QToolButton

from gui.appearance import theme

SIGN = 14
TIP = "Fills the page with the chosen {part}: its values, how they spread, and the same on other images (Enter)"


class EnlargeButton(QToolButton):
    """Its sign follows theme and zoom."""

    def __init__(self, part: str) -> None:
        super().__init__()
        self.setAccessibleName(f"Enlarge the {part}")
        self.setToolTip(TIP.format(part=part))
        theme.set_role(self, "control")
        self._dress()

    def _dress(self) -> None:
        self.setIcon(theme.glyph("enlarge"))
        self.setIconSize(QSize(theme.px(SIGN), theme.px(SIGN)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._dress()
