"""The fewest threads that are about as fast as any, and leave a window fluid; it ends in time, and when told to."""

import time

import pytest
import torch

from engine.errors import Stopped
from engine.machine.setup import Setup
from engine.training.tuning.contest import Asked, Contest, Tried
from engine.training.tuning.lateness import Lateness, p99, watching
from engine.training.tuning.thread_choice import ROUNDS, best, compete
from tests.engine.training.tuning.fakes import FakeSteps


@pytest.fixture(autouse=True)
def _threads():
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


def setup(threads):
    return Setup(threads, "channels_last")


def contest(counts, steps, ends, asked=Asked()):  # noqa: B008  # frozen
    made = Contest(steps, asked)
    compete(made, list(map(setup, counts)), ends)
    return {one.threads: tried for one, tried in made.tried.items()}


def tried(speed, late=0.0):
    return Tried([speed], [late] * 100)


def of_threads(speeds):
    return FakeSteps(lambda one: speeds[one.threads])


def test_each_takes_as_many_turns_as_the_others_and_none_is_always_first():
    steps = of_threads({1: 100.0, 2: 180.0, 4: 90.0})
    found = contest((1, 2, 4), steps, time.perf_counter() + 60)
    assert {count: len(one.speeds) for count, one in found.items()} == dict.fromkeys((1, 2, 4), ROUNDS)
    assert [one.threads for one in steps.turns[:6]] == [4, 2, 1, 1, 2, 4]
    assert best({setup(count): one for count, one in found.items()}) == setup(2)


def test_where_time_is_over_each_is_still_tried_once():
    found = contest((1, 2), of_threads({1: 100.0, 2: 180.0}), time.perf_counter())
    assert {count: one.speeds for count, one in found.items()} == {1: [100.0], 2: [180.0]}


def test_it_ends_before_the_next_block_when_told_to():
    steps, told = of_threads({1: 100.0, 2: 180.0}), []
    with pytest.raises(Stopped):
        contest((1, 2), steps, time.perf_counter() + 60, Asked(stopped=lambda: len(told) == 3 or told.append(0)))
    assert len(steps.turns) == 2


def test_a_step_that_takes_far_too_long_is_enough(monkeypatch):
    monkeypatch.setattr("engine.training.tuning.contest.LONG_STEP", 0.01)
    steps = of_threads({1: 100.0})
    steps.step_takes = 0.02
    made = Contest(steps, Asked())
    made.turn(setup(1), 0.0)
    assert made.tried[setup(1)].speed < 64 / 0.02


@pytest.mark.parametrize(
    ("found", "threads"),
    [
        ({1: tried(100), 2: tried(104)}, 1),
        ({1: tried(100), 2: tried(106)}, 2),
        ({1: tried(100), 2: tried(104), 4: tried(108)}, 4),
        ({1: tried(100), 2: tried(150), 4: tried(40)}, 2),
        ({1: tried(100), 2: tried(150, late=0.017)}, 1),
        ({1: tried(100, late=0.017), 2: tried(150, late=0.1)}, 1),
        ({4: tried(100), 1: tried(100), 2: tried(100)}, 1),
    ],
)
def test_more_threads_are_taken_only_if_they_are_faster_and_the_window_stays_fluid(found, threads):
    assert best({setup(count): one for count, one in found.items()}) == setup(threads)


def test_what_holds_the_interpreter_makes_a_watch_late():
    with watching(wanted=True) as watch:
        asked = Asked(watch)
        held = contest((1,), Held(0.15), time.perf_counter(), asked)
        free = contest((1,), FakeSteps(lambda _: 1.0, seconds=0.15), time.perf_counter(), asked)
    assert p99(held[1].late) > p99(free[1].late) or not held[1].late
    assert free[1].late


class Held(FakeSteps):
    """A step that lets no other thread come."""

    def __init__(self, seconds):
        super().__init__(lambda _: 1.0, seconds)

    def block(self, setup, seconds):
        end = time.perf_counter() + self.seconds
        while time.perf_counter() < end:
            sorted(range(100_000), key=str)
        return 1.0


def test_a_watch_that_never_began_ends():
    Lateness().end()
    with watching(wanted=True):
        pass
    with watching(wanted=False) as watch:
        assert watch is None
