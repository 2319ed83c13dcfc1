"""A bar without words: how far something is, or only that it goes on."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QProgressBar

STEPS = 1000


class ProgressBar(QProgressBar):
    """Moves by itself only while nobody knows of how much.

    Qt's style sheets begin that movement and never end it: the bar, and all that is behind it, would be painted thirty
    times a second from then on.
    """

    def __init__(self, what: str) -> None:
        """`what` is for a screen reader, such as "Progress of the download"."""
        super().__init__(textVisible=False)
        self.setAccessibleName(what)

    def show_share(self, share: float | None) -> None:
        """From 0 to 1; None where nobody knows of how much."""
        self.setRange(0, 0 if share is None else STEPS)
        self.setValue(round(STEPS * (share or 0)))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.StyleAnimationUpdate and self.maximum():
            event.ignore()  # which ends it
            return True
        return super().event(event)
