"""A training of half an hour or more says so once, when its first steps have shown it; others say nothing."""

import numpy as np
import pytest

from engine.events import StepsDone
from engine.training.estimate.long_run import LongRun


def done(first: int, last: int, seconds: float) -> StepsDone:
    """The event for these steps, which took so long."""
    steps = np.arange(first, last + 1)
    nothing = np.zeros(len(steps), np.float32)
    return StepsDone("run", steps, nothing, nothing, nothing, seconds, 0.0)


def said(total: int, each: float, steps: int = 100, burst: int = 1) -> list[tuple[int, str]]:
    """What is said after which step, where a step takes so many seconds and so many are told of together."""
    run = LongRun(total)
    told = [(last, run.told(done(last - burst + 1, last, each * burst))) for last in range(burst, steps + 1, burst)]
    return [(step, words) for step, words in told if words]


def test_it_is_said_once_and_from_what_is_left():
    assert said(90_000, 1.0) == [(6, "About 25 hours on this computer.")]


@pytest.mark.parametrize(("total", "each"), [(100, 0.1), (1700, 1.0), (10**6, 0.001)])
def test_a_short_one_says_nothing(total, each):
    assert said(total, each) == []


def test_steps_that_take_long_are_not_told_from_one():
    ((step, words),) = said(18_000, 10.0)
    assert step == 4
    assert words == "About 2.1 days on this computer."


@pytest.mark.parametrize(("seconds", "steps_tell"), [(90_000.0, False), (1_700.0, True)])
def test_what_is_foreseen_to_be_long_is_said_once_and_of_anything_else_the_steps_tell(seconds, steps_tell):
    sentence, run = "About 25 hours on this computer.", LongRun(90_000)
    assert run.foreseen(seconds) == ("" if steps_tell else sentence)
    told = [run.told(done(step, step, 1.0)) for step in range(1, 100)]
    assert [words for words in told if words] == [sentence] * steps_tell


def test_many_quick_steps_are_told_together():
    ((step, words),) = said(10**7, 0.004, steps=10_000, burst=250)
    assert step * 0.004 >= 5
    assert words == "About 11 hours on this computer."


def test_what_lies_between_steps_is_no_training_time():
    assert said(6_000, 0.01, steps=6_000, burst=10) == []  # a minute, however long it is paused amid it
