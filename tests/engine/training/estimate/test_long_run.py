"""A training of half an hour or more says so once, when its first steps have shown it; others say nothing."""

import pytest

from engine.training.estimate.long_run import LongRun


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def said(total: int, each: float, steps: int = 100, burst: int = 1) -> list[tuple[int, str]]:
    """What is said after which step, where a step takes so many seconds and so many are told of together."""
    clock = Clock()
    run = LongRun(total, clock)
    found = []
    for step in range(burst, steps + 1, burst):
        clock.now += each * burst
        if words := run.told(step):
            found.append((step, words))
    return found


def test_it_is_said_once_and_from_what_is_left():
    assert said(90_000, 1.0) == [(6, "About 25 hours on this computer.")]


@pytest.mark.parametrize(("total", "each"), [(100, 0.1), (1700, 1.0), (10**6, 0.001)])
def test_a_short_one_says_nothing(total, each):
    assert said(total, each) == []


def test_steps_that_take_long_are_not_told_from_one():
    ((step, words),) = said(18_000, 10.0)
    assert step == 4
    assert words == "About 2.1 days on this computer."


def test_what_is_foreseen_is_said_and_not_said_again():
    clock = Clock()
    run = LongRun(90_000, clock)
    assert run.foreseen(90_000.0) == "About 25 hours on this computer."
    for step in range(1, 100):
        clock.now += 1.0
        assert run.told(step) == ""


def test_of_what_was_foreseen_to_be_short_the_steps_tell():
    clock = Clock()
    run = LongRun(90_000, clock)
    assert run.foreseen(1_700.0) == ""
    found = []
    for step in range(1, 100):
        clock.now += 1.0
        found.append(run.told(step))
    assert [words for words in found if words] == ["About 25 hours on this computer."]


def test_many_quick_steps_are_told_together():
    ((step, words),) = said(10**7, 0.004, steps=10_000, burst=250)
    assert step * 0.004 >= 5
    assert words == "About 11 hours on this computer."
