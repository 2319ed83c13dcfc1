"""SearchField: a field in which words are typed that something is to be found by."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit


class SearchField(QLineEdit):
    """`textChanged` tells what was typed; Esc takes it away."""

    def __init__(self, name: str, help: str) -> None:
        super().__init__(clearButtonEnabled=True)
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.setToolTip(f"{help}; Esc takes them away")

    def event(self, event: QEvent) -> bool:
        """Esc is the field's own while there are letters in it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._ends(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._ends(event):
            self.clear()
        else:
            super().keyPressEvent(event)

    def _ends(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and bool(self.text())
