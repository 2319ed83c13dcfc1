"""Copied: a part of the window whose numbers Ctrl+C and Edit › Copy give."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from gui.pieces.copying.export_button import ExportButton
from gui.pieces.pages.panel_keys import PanelKeys

KEYS = PanelKeys("On any page of Inspect", (("Ctrl+C", "copies what it shows as numbers"),))


class Copied(QWidget):
    """From wherever on it the keyboard is, but for fields and lists that copy something of their own."""

    export: ExportButton

    def copy(self) -> None:
        """What is shown, as numbers."""
        if self.export.isEnabled():
            self.export.copy_numbers()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)
