"""Pace: how far a download is, how fast it goes, and how long it still takes, in words."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import TypeAlias

from engine.figures import duration, size

TellWords: TypeAlias = Callable[[str, int, int], None]  # words, bytes that are here, bytes in all

EVERY_S = 0.2  # between two that are told
WATCHED_S = 8.0  # the speed is that of the last so many seconds
SURE_AFTER_S = 1.5  # of watching, before a speed is told


class Pace:
    """Tells of `total` bytes now and then, whoever says how many of them are here."""

    def __init__(self, total: int, tell: TellWords, clock: Callable[[], float] = time.monotonic) -> None:
        self._total, self._tell, self._clock = total, tell, clock
        self._seen: deque[tuple[float, int]] = deque()  # when, and how many were here
        self._told = -EVERY_S

    def __call__(self, done: int) -> None:
        """So many are here."""
        now, before = self._clock(), self._seen[-1][1] if self._seen else done
        if done < before:  # it begins anew
            self._seen.clear()
        self._seen.append((now, done))
        while now - self._seen[0][0] > WATCHED_S:
            self._seen.popleft()
        if now - self._told >= EVERY_S or done >= self._total:
            self._told = now
            self._tell(self.words, done, self._total)

    def after(self, before: int) -> Callable[[int], None]:
        """For a file that comes after so many bytes of others."""
        return lambda here: self(before + here)

    def say(self, words: str) -> None:
        """Something else goes on than bytes coming."""
        self._tell(words, self._seen[-1][1] if self._seen else 0, self._total)

    @property
    def words(self) -> str:
        """41 MB of 170 MB, 3.2 MB/s, 40 s left; the first alone as long as nobody can tell."""
        done = self._seen[-1][1]
        here = f"{size(done)} of {size(self._total)}"
        if not (speed := self._speed):
            return here
        return f"{here}, {size(round(speed))}/s, {duration((self._total - done) / speed)} left"

    @property
    def _speed(self) -> float:
        """Bytes a second; 0 where that is not known."""
        (since, before), (now, done) = self._seen[0], self._seen[-1]
        return (done - before) / (now - since) if now - since >= SURE_AFTER_S else 0.0
