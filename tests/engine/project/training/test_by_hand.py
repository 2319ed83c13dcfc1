"""Learning rates that were changed by hand, in words and as factors."""

import pytest

from engine.events import RateChanged, rate_factor
from engine.project.training.rate.by_hand import factor_at, in_words, under_its_title

FIRST, SECOND, THIRD = (
    RateChanged("run", 0.0, 1_512, 0.001, 0.01),
    RateChanged("run", 0.0, 2_000, 0.01, 0.002),
    RateChanged("run", 0.0, 2_000, 0.002, 0.004),
)


def test_words():
    assert in_words(()) == ""
    assert in_words((FIRST,)) == "rate by hand 0.001 → 0.01 at step 1,512"
    assert in_words((FIRST, SECOND)) == "rate by hand 0.001 → 0.01 at step 1,512, 0.01 → 0.002 at step 2,000"
    last = "rate changed by hand 3 times, at last to 0.004 at step 2,000"
    assert in_words((FIRST, SECOND, THIRD)) == last


def test_words_under_the_title_do_not_say_it_again():
    assert under_its_title((FIRST,)) == "0.001 → 0.01 at step 1,512"
    assert under_its_title((FIRST, SECOND, THIRD)) == "3 times, at last to 0.004 at step 2,000"


def test_a_factor_holds_from_the_step_after_the_change_on():
    changes = (FIRST, SECOND, THIRD)
    assert [factor_at(changes, step) for step in (0, 1_511, 1_512, 1_999)] == pytest.approx([1, 1, 10, 10])
    assert factor_at(changes, 2_000) == rate_factor(changes) == pytest.approx(4)
