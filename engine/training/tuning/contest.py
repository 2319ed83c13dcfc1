"""Contest: the same steps with one setup after the other, in short blocks by turns.

By turns, as what else runs on a machine comes and goes: what one block suffers, its neighbours do too.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median
from typing import Protocol

from engine.errors import Stopped
from engine.machine.setup import Setup
from engine.training.tuning.lateness import Lateness, p99

LONG_STEP = 0.3  # seconds of a single step, of threads that wait for each other on a busy machine
FLUID = 0.016  # seconds that a window's thread may be late, in 99 of 100 times


class Steps(Protocol):
    """What is tried: see `engine.training.tuning.bench`."""

    def step(self, setup: Setup) -> int:
        """One step, of so many images."""

    def block(self, setup: Setup, seconds: float) -> float:
        """Images per second, over one step or as many as fit."""


def says_nothing(_doing: str, _done: int, _total: int) -> None:
    """For whom nobody listens to."""


@dataclass(frozen=True)
class Asked:
    """Who asks: a watch where a window is to stay fluid, whether to stop, and whom to tell what is tried, and how far.

    What is told is a phrase, then how much of how much is done, the latter 0 while unknown.
    """

    watch: Lateness | None = None
    stopped: Callable[[], bool] = lambda: False
    tell: Callable[[str, int, int], None] = says_nothing

    def go_on(self) -> None:
        """Raises Stopped when told to."""
        if self.stopped():
            raise Stopped


@dataclass
class Tried:
    """What was measured of one setup: images per second, and seconds that a window would be late."""

    speeds: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)

    @property
    def speed(self) -> float:
        """The usual one."""
        return median(self.speeds)

    @property
    def fluid(self) -> bool:
        """Whether a window stays fluid beside it."""
        return p99(self.late) <= FLUID


class Contest:
    """What was tried until now, by setup."""

    def __init__(self, steps: Steps, asked: Asked) -> None:
        self.tried: dict[Setup, Tried] = {}
        self._steps, self._asked = steps, asked

    def turn(self, setup: Setup, seconds: float) -> None:
        """A step, then a block of so many seconds. Raises Stopped, before either."""
        self._asked.go_on()
        one, begun = self.tried.setdefault(setup, Tried()), time.perf_counter()
        images = self._steps.step(setup)  # with the first of so many threads they are made
        took = time.perf_counter() - begun
        if took > max(seconds, LONG_STEP):
            one.speeds.append(images / took)
        else:
            self._asked.go_on()
            self._block(one, setup, seconds)

    def _block(self, one: Tried, setup: Setup, seconds: float) -> None:
        watch = self._asked.watch
        if watch:
            watch.begin()
        one.speeds.append(self._steps.block(setup, seconds))
        if watch:
            one.late.extend(watch.taken())
