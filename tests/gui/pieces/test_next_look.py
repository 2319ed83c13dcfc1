"""When a view that rests looks next, and a press that does not wait for it."""

import pytest
from PySide6.QtCore import Qt

from gui.pieces.next_look import SOON, NextLook, in_words


@pytest.mark.parametrize(
    ("seconds", "said"), [(120, "120 s"), (50.001, "60 s"), (50, "50 s"), (0.5, "10 s"), (0, SOON[-1]), (-1, SOON[-1])]
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
    assert 7_900 < next_look._tick.remainingTime() < 8_500  # a coarse timer, as calm as that
    time[0] += 8.001
    next_look._tick.timeout.emit()
    assert next_look.words.text() == "next look in about 40 s"
    time[0] += 40
    next_look._tick.timeout.emit()
    assert next_look.words.text() == SOON[0]


@pytest.mark.parametrize("key", [None, Qt.Key.Key_Space])
def test_a_press_wants_it_now(next_look, qtbot, key):
    next_look.show_turn(48)
    with qtbot.waitSignal(next_look.wanted, timeout=1000):
        if key is None:
            qtbot.mouseClick(next_look.now, Qt.MouseButton.LeftButton)
        else:
            qtbot.keyClick(next_look.now, key)
