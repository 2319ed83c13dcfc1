"""Shown together: an edit and the selection that follows it are shown as one, at the end of the gesture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject

Show = Callable[[], None]


class ShownTogether(QObject):
    """Shows rows, which includes the selection, or the selection alone; while gestures last, once at their end.

    Gestures may be nested, and one that fails ends like any other.
    """

    def __init__(self, rows: Show, selection: Show, parent: QObject) -> None:
        super().__init__(parent)
        self._rows, self._selection = rows, selection
        self._gestures = 0
        self._due: Show | None = None

    def show_rows(self) -> None:
        """Rows and selection are others now."""
        self._due = self._rows
        self._show()

    def show_selection(self) -> None:
        """The selection is another now."""
        self._due = self._due or self._selection
        self._show()

    def begin(self) -> None:
        """From here on nothing is shown until `end`."""
        self._gestures += 1

    def end(self) -> None:
        """Shows what is due, unless another gesture goes on."""
        self._gestures -= 1
        self._show()

    @contextmanager
    def gesture(self) -> Iterator[None]:
        """What is edited and selected meanwhile is shown once."""
        self.begin()
        try:
            yield
        finally:
            self.end()

    def _show(self) -> None:
        if self._due is not None and not self._gestures:
            due, self._due = self._due, None
            due()
