"""FocusKeeper: a button that was pressed and went grey or away leaves the keyboard to a neighbour that makes sense."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from shiboken6 import isValid


class FocusKeeper(QObject):
    """Qt gives it to whatever comes next in the order of Tab, be it at the other end of the window."""

    def __init__(self, places: Sequence[QWidget], heir: QWidget) -> None:
        """Buttons in these places leave it to `heir`, where that can be pressed."""
        super().__init__(heir)
        self._places, self._heir = places, heir
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._keep)

    def _keep(self, old: QWidget | None, new: QWidget | None) -> None:
        if not isinstance(old, QAbstractButton) or not isValid(old) or not isValid(self._heir):
            return
        taken_away = not (old.isEnabled() and old.isVisible())
        elsewhere = new is not None and new is not self._heir and new.window() is self._heir.window()
        if taken_away and elsewhere and self._heir.isEnabled() and any(one.isAncestorOf(old) for one in self._places):
            self._heir.setFocus()
