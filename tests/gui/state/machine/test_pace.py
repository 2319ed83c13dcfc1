"""How far something is, and how long it still takes, in the same words for all who wait for it."""

from engine.events import Progress
from gui.state.machine.pace import Pace


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def reading(done: int, run: str = "") -> Progress:
    return Progress(run, "Reading CIFAR-10", done, 60_000)


def test_share_first_then_also_the_time_left() -> None:
    clock = Clock()
    pace = Pace(clock)
    assert pace.words(reading(600)) == "Reading CIFAR-10: 1 %"
    clock.now += 10
    assert pace.words(reading(15_600)) == "Reading CIFAR-10: 26 %, 30 s left"
    assert pace.words(reading(15_600, run="a run")) == "Reading CIFAR-10: 26 %, 30 s left"


def test_a_reading_that_begins_anew_has_a_pace_of_its_own() -> None:
    clock = Clock()
    pace = Pace(clock)
    pace.words(reading(500))
    clock.now += 50
    pace.words(reading(30_500))
    assert pace.words(reading(500)) == "Reading CIFAR-10: 0 %"
    clock.now += 2
    assert pace.words(reading(1_500)) == "Reading CIFAR-10: 2 %, 1 min 57 s left"


def test_its_end_says_nothing() -> None:
    assert Pace().words(Progress("", "", 0, 0)) == ""
