"""The button that reads the list of runs anew: a sign, as the row has little room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QToolButton

from gui.appearance import theme

SIGN = 16


class RefreshButton(QToolButton):
    """Its sign follows theme and zoom."""

    def __init__(self) -> None:
        super().__init__()
        self.setToolTip("Refresh: reads the list anew.")
        self.setAccessibleName("Refresh")
        theme.set_role(self, "control")
        self._dress()

    def _dress(self) -> None:
        self.setIcon(theme.glyph("refresh"))
        self.setIconSize(QSize(theme.px(SIGN), theme.px(SIGN)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._dress()
