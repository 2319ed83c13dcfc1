"""Gestures: which edits of a form belong together, so that they can become one step of undo."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QObject, QTimer

GESTURE_MS = 1000  # after which the next edit of the same field is another one


class Gestures(QObject):
    """Edits of one field in quick succession are one gesture."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._count, self._field = 0, ""
        self._pause = QTimer(self, singleShot=True, interval=GESTURE_MS)
        self._pause.timeout.connect(self.end)

    @property
    def current(self) -> Hashable:
        """The same for edits that belong together."""
        return self._field, self._count

    def mark(self, field: str) -> None:
        """A field was edited."""
        if field != self._field:
            self.end()
        self._field = field
        self._pause.start()

    def end(self) -> None:
        """The next edit begins another one."""
        self._count += 1
