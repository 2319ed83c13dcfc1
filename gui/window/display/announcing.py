"""Announcing: sentences for a screen reader. Where none listens nothing is done, and it costs nothing."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


class Announcer:
    """Speaks for a window."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def say(self, sentence: str, *, at_once: bool = False) -> None:
        """When the reader has said what it is at, or in place of that."""
        if sentence and QAccessible.isActive():
            event = QAccessibleAnnouncementEvent(self._window, sentence)
            politeness = QAccessible.AnnouncementPoliteness
            event.setPoliteness(politeness.Assertive if at_once else politeness.Polite)
            QAccessible.updateAccessibility(event)
