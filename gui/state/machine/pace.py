"""Pace: how far something long is, in words that are the same wherever they stand: its share and the time left."""

from __future__ import annotations

import time
from collections.abc import Callable

from engine.events import Progress
from engine.figures import counted, duration

SURE_AFTER_S = 1.5  # of watching, before a time left is told


class Pace:
    """Watches things that go on, each by its name; several that wait for the same reading say the same of it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._begun: dict[str, tuple[float, int]] = {}  # when it was first heard of, and how far it was

    def words(self, progress: Progress) -> str:
        """Reading CIFAR-10: 41 %, 12 s left; of pictures that are decoded also how many a second. Empty where nothing
        goes on any more.
        """
        if not progress.total or progress.unit == "bytes":  # a download tells its speed by itself
            return progress.doing
        share, speed = f"{progress.doing}: {100 * progress.done // progress.total} %", self._speed(progress)
        if speed is None:
            return share
        told = f", {counted(round(speed), 'image')} a second" if progress.unit == "pictures" else ""
        return f"{share}{told}, {duration((progress.total - progress.done) / speed)} left"

    def _speed(self, progress: Progress) -> float | None:
        """How many a second, since it was first heard of; None before that is sure."""
        now = self._clock()
        since, before = self._begun.get(progress.doing, (now, progress.done))
        if progress.done <= before:  # it has just begun, or begins anew
            since, before = now, progress.done
        self._begun[progress.doing] = since, before
        done, seconds = progress.done - before, now - since
        return None if seconds < SURE_AFTER_S or done <= 0 else done / seconds
