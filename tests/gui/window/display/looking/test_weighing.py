"""How many test images are right with a change of the shown model, and how many without it."""

import pytest

from engine.service.looking.looking_answers import Weighed
from gui.window.display.looking.asking.weighing import in_few_words, in_words


@pytest.mark.parametrize(
    ("images", "before", "after", "words", "few"),
    [
        (1000, 0.967, 0.943, "Of 1,000 test images 94.3 % are right, 96.7 % without it.", "96.7 % → 94.3 % right"),
        (
            1000, 0.967, 0.967,
            "Of 1,000 test images 96.7 % are right, as many as without it.", "96.7 % right, as many as before",
        ),
        (
            20_000, 0.96701, 0.96702,
            "Of 20,000 test images 96.70 % are right, about as many as without it.",
            "96.70 % right, about as many as before",
        ),
    ],
)  # fmt: skip
def test_no_difference_is_claimed_that_is_not_seen(images, before, after, words, few):
    weighed = Weighed(7, images, before, after, ())
    assert in_words(weighed, "without it") == words
    assert in_few_words(weighed) == few
