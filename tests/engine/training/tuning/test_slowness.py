"""A run is slow when it was so for most of a minute of training, and then not again for some minutes."""

import numpy as np
import pytest

from engine.runs.logs import STEP
from engine.training.tuning.slowness import Patience, Slowness

FAST, SLOW, BIT_SLOWER = 6400.0, 2000.0, 4500.0  # images per second
MINUTE, REST = 60.0, 600.0


def records(speed, seconds):
    """Steps of 64 images for so many seconds of training."""
    made = np.zeros(max(1, round(seconds * speed / 64)), STEP)
    made["images"], made["seconds"] = 64, 64 / speed
    return made


def after(*stretches):
    """Stretches of (images per second, seconds), told every tenth of a second as a run does."""
    slowness = Slowness()
    told = [moment for speed, seconds in stretches for moment in [speed] * round(10 * seconds)]
    for speed in told:
        slowness.add(records(speed, 0.1))
    return slowness


def test_a_minute_much_slower_than_before_is_a_fall():
    slowness = after((FAST, 100), (SLOW, 62))
    assert slowness.fallen
    assert slowness.times_as_slow == pytest.approx(FAST / SLOW, rel=0.05)
    assert slowness.speed == pytest.approx(SLOW, rel=0.05)


@pytest.mark.parametrize(
    "stretches",
    [
        (),
        ((SLOW, 59),),  # less than a minute is known
        ((SLOW, 300),),  # it was so from the beginning
        ((FAST, 100), (SLOW, 40)),  # not for long enough
        ((FAST, 100), (BIT_SLOWER, 300)),  # not by much
        ((FAST, 30), (SLOW, 30)) * 6,  # now and then
        ((SLOW, 100), (FAST, 100)),
    ],
)
def test_nothing_else_is(stretches):
    assert not after(*stretches).fallen


def test_a_dip_within_the_minute_does_not_hide_what_the_rest_says():
    assert after((FAST, 100), (SLOW, 50), (FAST, 5), (SLOW, 10)).fallen


def test_it_is_compared_with_the_best_minute_not_with_the_one_before():
    assert after((FAST, 70), (BIT_SLOWER, 100), (SLOW, 62)).fallen


def test_after_a_trial_nothing_is_due_for_some_minutes_and_what_was_slow_is_usual():
    slowness = after((FAST, 100), (SLOW, 62))
    slowness.begin_anew()
    for _ in range(round(REST) - 5):
        slowness.add(records(SLOW, 1.0))
        assert not slowness.knows
    for _ in range(10):
        slowness.add(records(SLOW, 1.0))
    assert slowness.knows
    assert not slowness.fallen
    for _ in range(round(MINUTE)):
        slowness.add(records(SLOW / 3, 1.0))
    assert slowness.fallen


def test_steps_that_take_longer_than_a_part_of_a_minute_count_too():
    slowness = Slowness()
    for speed in [10.0] * 12 + [2.0] * 12:
        made = np.zeros(1, STEP)
        made["images"], made["seconds"] = 64, 64 / speed
        slowness.add(made)
    assert slowness.fallen


def test_less_patience_sees_it_sooner():
    slowness = Slowness(Patience(minute=1.2, rest=2.0))
    for speed in [FAST] * 20 + [SLOW] * 20:
        slowness.add(records(speed, 0.1))
    assert slowness.fallen
