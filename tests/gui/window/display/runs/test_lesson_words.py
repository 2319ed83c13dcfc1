"""What is said of a lesson."""

import numpy as np
import pytest

from engine.runs.comparison.agreement import Agreement
from engine.service.drawings.drawing_answers import Learned
from gui.window.display.runs.lesson_words import TEST, gains, outcome, terse

DIGITS = tuple("0123456789")


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ("5", "3", "Learned: 5 → 3."),
        ("3", "3", "Learned: still 3."),
        ("", "3", "Learned: 3."),
        ("5", "", "Learned from this 3."),
        ("5", "5", "Not yet 3: 5."),
        ("3", "8", "Not yet 3: 8."),
    ],
)
def test_what_the_image_is_taken_for_now(before, now, words):
    assert outcome("3", before, now) == words


def learned(forgotten, gained, mostly=None, times=None):
    indexes = np.arange(gained), np.arange(forgotten)
    return Learned(
        Agreement(1900, forgotten, gained, 100 - forgotten - gained),
        *indexes,
        mostly,
        forgotten if times is None else times,
    )


def test_what_was_gained_and_forgotten():
    assert gains(learned(9, 12, (3, 5)), DIGITS, left_out=False) == (
        "95.60 % right now, 95.45 % before. 12 gained, 9 forgotten, mostly 3 → 5. That is of 2,000 test images, "
        "a difference that may be chance."
    )
    assert gains(learned(40, 2, (7, 1)), DIGITS, left_out=True) == (
        "Of the 2,000 other test images: 95.10 % right now, 97.00 % before. 2 gained, 40 forgotten, mostly 7 → 1, "
        f"a difference beyond chance. {TEST}"
    )
    assert gains(learned(1, 0, (7, 1)), DIGITS, left_out=False).startswith(
        "95.00 % right now, 95.05 % before. 0 gained, 1 forgotten. "
    )
    assert gains(learned(0, 0), DIGITS, left_out=False).endswith("0 gained, 0 forgotten. That is of 2,000 test images.")
    assert "before. 0 gained, 9 forgotten, mostly 3 → 5." in gains(learned(9, 0, (3, 5), 5), DIGITS, left_out=False)
    often = gains(learned(9, 0, (3, 5), 2), DIGITS, left_out=False)
    assert "before. 0 gained, 9 forgotten, most often 3 → 5 (2 of 9). " in often
    assert "before. 0 gained, 9 forgotten. " in gains(learned(9, 0, (3, 5), 1), DIGITS, left_out=False)


def test_where_there_is_little_room_all_of_it_is_said_in_fewer_words():
    said = "12 gained, 9 forgotten."
    assert terse(learned(9, 12), left_out=True)[0] == f"Of the 2,000 others 95.45 % → 95.60 % right; {said}"
    assert terse(learned(9, 12), left_out=False) == (f"95.45 % → 95.60 % right; {said}", f"95.60 % right; {said}")
