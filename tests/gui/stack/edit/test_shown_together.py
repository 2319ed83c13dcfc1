"""An edit and the selection that follows it are shown once, whatever they are nested in, and also where they fail."""

import pytest
from PySide6.QtCore import QObject

from gui.stack.edit.shown_together import ShownTogether


class Watched:
    """Notes what is shown."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self._owner = QObject()
        rows, selection = (lambda: self.shown.append("rows")), (lambda: self.shown.append("selection"))
        self.gesture = ShownTogether(rows, selection, self._owner)


def test_outside_of_gestures_everything_is_shown_at_once() -> None:
    watched = Watched()
    watched.gesture.show_selection()
    watched.gesture.show_rows()
    assert watched.shown == ["selection", "rows"]


def test_a_gesture_is_shown_once_at_the_end_of_the_outermost() -> None:
    watched = Watched()
    with watched.gesture.gesture():
        with watched.gesture.gesture():
            watched.gesture.show_rows()
            watched.gesture.show_selection()
        assert not watched.shown
        watched.gesture.show_selection()
    assert watched.shown == ["rows"]


def test_a_gesture_that_changes_nothing_shows_nothing() -> None:
    watched = Watched()
    with watched.gesture.gesture():
        pass
    assert not watched.shown


def test_a_gesture_that_fails_shows_what_it_did_and_holds_nothing_back_after() -> None:
    watched = Watched()

    def fail() -> None:
        with watched.gesture.gesture():
            watched.gesture.show_selection()
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fail()
    watched.gesture.show_rows()
    assert watched.shown == ["selection", "rows"]
