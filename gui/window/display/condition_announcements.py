"""Condition announcements: what begins to hold, for whoever hears it: in the status bar, and in the line."""

from __future__ import annotations

from PySide6.QtCore import QObject

from gui.state.conditions import Condition, Conditions
from gui.window.display.announcing import Announcer
from gui.window.line.line import Line


class ConditionAnnouncements(QObject):
    """Listens to the conditions, and to the line's news."""

    def __init__(self, conditions: Conditions, line: Line, announcer: Announcer) -> None:
        super().__init__()
        self._conditions, self._announcer = conditions, announcer
        self._told: Condition | None = None
        conditions.changed.connect(self._on_conditions)
        line.began.connect(announcer.say)

    def _on_conditions(self) -> None:
        """The one that the status bar shows."""
        before, self._told = self._told, self._conditions.gravest
        if self._told is not None and self._told != before:
            self._announcer.say(self._told.words)
