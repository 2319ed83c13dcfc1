"""Contest: the same steps with one number of threads after the other, in short blocks by turns.

By turns, as what else runs on a machine comes and goes: what one block suffers, its neighbours do too.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Protocol

import torch

from engine.errors import Stopped
from engine.training.tuning.lateness import Lateness, p99

ROUNDS = 4  # of blocks by turns, after one that warms up
FLUID = 0.016  # seconds that a window's thread may be late, in 99 of 100 times
BETTER = 1.05  # by how much more threads must be faster: they are taken from everything else


class Steps(Protocol):
    """What is tried: see `engine.training.tuning.trial`."""

    def step(self) -> None:
        """One step."""

    def block(self, seconds: float) -> float:
        """Images per second, over one step or as many as fit."""


@dataclass(frozen=True)
class Asked:
    """Who asks: a watch where a window is to stay fluid, whether to stop, and whom to tell what is being tried."""

    watch: Lateness | None = None
    stopped: Callable[[], bool] = lambda: False
    tell: Callable[[str], None] = lambda _: None


@dataclass
class Tried:
    """What was measured of one number of threads: images per second, and seconds that a window would be late."""

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


def contest(counts: Sequence[int], steps: Steps, ends: float, asked: Asked) -> dict[int, Tried]:
    """Tries each of the threads until `ends`, by time.perf_counter, and once at least. Raises Stopped."""
    tried = {count: Tried() for count in counts}
    for count in _turns(counts, tried, ends, asked):
        steps.step()  # with the first of so many threads they are made
        left = max(0.0, ends - time.perf_counter())
        blocks = sum(ROUNDS - len(one.speeds) for one in tried.values())
        _block(steps, left / blocks, tried[count], asked.watch)
    return tried


def _turns(counts: Sequence[int], tried: Mapping[int, Tried], ends: float, asked: Asked) -> Iterator[int]:
    """Who is next, with its threads set."""
    for each in range(ROUNDS):
        for count in counts if each % 2 else reversed(counts):
            if asked.stopped():
                raise Stopped
            if time.perf_counter() >= ends and tried[count].speeds:
                return
            torch.set_num_threads(count)
            yield count


def _block(steps: Steps, seconds: float, one: Tried, watch: Lateness | None) -> None:
    if watch:
        watch.begin()
    one.speeds.append(steps.block(seconds))
    if watch:
        one.late.extend(watch.taken())


def best(tried: Mapping[int, Tried]) -> int:
    """The fewest threads that are about as fast as any and leave a window fluid; the fewest of all where none do."""
    fluid = [count for count in sorted(tried) if tried[count].fluid] or [min(tried)]
    found = fluid[0]
    for count in fluid[1:]:
        if tried[count].speed > BETTER * tried[found].speed:
            found = count
    return found
