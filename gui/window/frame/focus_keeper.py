"""FocusKeeper: where the keyboard was; it goes back there when what has it greys or goes.

Qt gives it to whatever comes next in the order of Tab: a button that nobody meant, which the next Space would press.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from gui.window.frame.tab_order import is_stop

KEPT = 16  # of the places where it was


class FocusKeeper(QObject):
    """Of one window."""

    def __init__(self, window: QWidget, shelter: QWidget) -> None:
        """`shelter` takes the keyboard where it has been nowhere else: no key changes much there."""
        super().__init__(window)
        self._window, self._shelter = window, shelter
        self._went: list[QWidget] = []  # the latest last
        self._passing: Sequence[QWidget] = ()
        self._heirs: list[tuple[QWidget, QWidget]] = []
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def never_back_to(self, *places: QWidget) -> None:
        """Where buttons come and go, and the next one there is about something else."""
        self._passing = places

    def leave_to(self, heir: QWidget, *places: QWidget) -> None:
        """What goes in these places leaves it to `heir`, where that can be pressed."""
        self._heirs += [(place, heir) for place in places]

    def give_back(self, gone: QWidget) -> None:
        """Puts the keyboard to the heir of what goes, else to where it was last."""
        heirs = [heir for place, heir in self._heirs if _is_in(place, gone)]
        before = [one for one in reversed(self._went) if not any(_is_in(place, one) for place in self._passing)]
        stops = (one for one in (*heirs, *before, self._shelter) if isValid(one) and is_stop(one))
        if (stop := next(stops, None)) is not None:
            stop.setFocus()

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        if not isValid(self._window):
            return
        if new is None:
            self._give_back_if_gone(old)  # Qt leaves the keyboard nowhere where all around has gone grey
        elif new.window() is self._window and not (self._comes(old) and self._give_back_if_gone(self._last, new)):
            self._went = [*(one for one in self._went if one is not new), new][-KEPT:]

    @property
    def _last(self) -> QWidget | None:
        return self._went[-1] if self._went else None

    def _comes(self, old: QWidget | None) -> bool:
        """Whether the keyboard comes from another window, such as a dialog, while which anything may have gone."""
        return old is None or not isValid(old) or old.window() is not self._window

    def _give_back_if_gone(self, had: QWidget | None, now: QWidget | None = None) -> bool:
        gone = had is not None and had is not now and isValid(had) and had.window() is self._window and is_gone(had)
        if gone and had is not None:
            self._went = [one for one in self._went if one is not had]
            self.give_back(had)
        return gone


def _is_in(place: QWidget, widget: QWidget) -> bool:
    """While the window goes any of its parts may have gone before."""
    return isValid(place) and isValid(widget) and place.isAncestorOf(widget)


def is_gone(widget: QWidget) -> bool:
    """Whether no key reaches it any more."""
    return not (widget.isVisible() and widget.isEnabled())
