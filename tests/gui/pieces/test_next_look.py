"""When a view that rests looks next, and a press that does not wait for it."""

import pytest
from PySide6.QtCore import Qt

from gui.pieces.next_look import SOON, NextLook, in_words


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(120, "↻ 120 s"), (50.001, "↻ 60 s"), (50, "↻ 50 s"), (0.5, "↻ 10 s"), (0, "↻ …"), (-1, "↻ …")],
)
def test_it_is_told_in_tens_of_seconds(seconds, said):
    assert in_words(seconds)[-1] == said


@pytest.fixture
def time():
    return [1000.0]


@pytest.fixture
def next_look(qtbot, time):
    made = NextLook(lambda: time[0])
    qtbot.addWidget(made)
    return made


def test_it_is_there_only_while_a_view_rests(next_look):
    assert next_look.isHidden()
    next_look.show_turn(48)
    assert not next_look.isHidden()
    assert next_look.words.text() == "next look in about 50 s"
    next_look.show_turn(None)
    assert next_look.isHidden()
    assert not next_look._tick.isActive()


def test_its_words_change_once_ten_seconds_are_over(next_look, time):
    next_look.show_turn(48)
    assert 7_000 < next_look._tick.remainingTime() < 9_000  # a coarse timer
    time[0] += 8.001
    next_look._tick.timeout.emit()
    assert next_look.words.text() == "next look in about 40 s"
    time[0] += 40
    next_look._tick.timeout.emit()
    assert next_look.words.text() == SOON[0]


def test_where_there_is_little_room_a_sign_is_pressed(qtbot):
    made = NextLook(lambda: 0.0, brief=True)
    qtbot.addWidget(made)
    made.show_turn(48)
    assert made.words.isHidden()
    assert (made.now.text(), made.now.accessibleName()) == ("↻ 50 s", "Look now")
    assert "next look in about 50 s" in made.now.toolTip().replace("\n", " ")


@pytest.mark.parametrize("key", [None, Qt.Key.Key_Space])
def test_a_press_wants_it_now(next_look, qtbot, key):
    next_look.show_turn(48)
    with qtbot.waitSignal(next_look.wanted, timeout=1000):
        if key is None:
            qtbot.mouseClick(next_look.now, Qt.MouseButton.LeftButton)
        else:
            qtbot.keyClick(next_look.now, key)
