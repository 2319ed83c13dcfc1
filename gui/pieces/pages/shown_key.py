"""A key that a menu shows beside what it does, for a list that heeds the key itself while it has the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence


def shown_key(action: QAction, key: str) -> None:
    """Shows it in the menu; it is not to work in all of the window, where the same key does other things."""
    action.setShortcut(QKeySequence(key))
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
