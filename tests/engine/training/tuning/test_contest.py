"""The fewest threads that are about as fast as any, and leave a window fluid; it ends in time, and when told to."""

import time

import pytest
import torch

from engine.errors import Stopped
from engine.training.tuning.contest import ROUNDS, Asked, Tried, best, contest
from engine.training.tuning.lateness import Lateness, p99


class Fake:
    """Steps whose speed is known by the number of threads."""

    def __init__(self, speeds, seconds=0.0):
        self.speeds, self.seconds = speeds, seconds
        self.turns = []

    def step(self):
        self.turns.append(torch.get_num_threads())

    def block(self, seconds):
        time.sleep(self.seconds)
        return self.speeds[torch.get_num_threads()]


@pytest.fixture(autouse=True)
def _threads():
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


def tried(speed, late=0.0):
    return Tried([speed], [late] * 100)


def test_each_takes_as_many_turns_as_the_others_and_none_is_always_first():
    steps = Fake({1: 100.0, 2: 180.0, 4: 90.0})
    found = contest((1, 2, 4), steps, time.perf_counter() + 60, Asked())
    assert {count: len(one.speeds) for count, one in found.items()} == dict.fromkeys((1, 2, 4), ROUNDS)
    assert steps.turns[:6] == [4, 2, 1, 1, 2, 4]
    assert best(found) == 2


def test_where_time_is_over_each_is_still_tried_once():
    steps = Fake({1: 100.0, 2: 180.0})
    found = contest((1, 2), steps, time.perf_counter(), Asked())
    assert {count: one.speeds for count, one in found.items()} == {1: [100.0], 2: [180.0]}


def test_it_ends_before_the_next_block_when_told_to():
    steps, told = Fake({1: 100.0, 2: 180.0}), []
    with pytest.raises(Stopped):
        contest((1, 2), steps, time.perf_counter() + 60, Asked(stopped=lambda: len(told) == 2 or told.append(0)))
    assert len(steps.turns) == 2


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
    assert best(found) == threads


def test_what_holds_the_interpreter_makes_a_watch_late():
    watch = Lateness()
    watch.start()
    asked = Asked(watch)
    held = contest((1,), Held(0.15), time.perf_counter(), asked)
    free = contest((1,), Fake({1: 1.0}, seconds=0.15), time.perf_counter(), asked)
    watch.end()
    assert p99(held[1].late) > p99(free[1].late) or not held[1].late
    assert free[1].late


class Held(Fake):
    """A step that lets no other thread come."""

    def __init__(self, seconds):
        super().__init__({1: 1.0}, seconds)

    def block(self, seconds):
        end = time.perf_counter() + self.seconds
        while time.perf_counter() < end:
            sorted(range(100_000), key=str)
        return 1.0


def test_a_watch_that_never_began_ends():
    Lateness().end()
    watch = Lateness()
    watch.start()
    watch.end()
