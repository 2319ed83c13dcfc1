"""Slowness: tells from the figures of a run's steps when it has trained much slower than before for a whole minute.

A minute is one of training: the seconds are those that steps took, so that neither pauses nor evaluations count, and
there is no clock. What a minute is compared with is the best minute of the same run on as many threads: steps of a
throwaway copy leave out what a run does beside them, and what was remembered of an earlier run is of another day.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from statistics import median

from engine.runs.logs import Records

SLOW = 0.6  # of the usual speed
MOST = 0.75  # of the parts of a minute that must be slow, so that no short dip is taken for more


@dataclass(frozen=True)
class Patience:
    """Seconds of training: the minute, whose parts are compared, and the rest after threads were tried."""

    minute: float = 60.0
    parts: int = 12
    rest: float = 600.0


class Slowness:
    """Hears of all steps in their order, and knows nothing until it has heard of a minute."""

    def __init__(self, patience: Patience = Patience()) -> None:
        self._patience = patience
        self._speeds: deque[float] = deque(maxlen=patience.parts)  # of the last minute, images per second
        self._usual = 0.0  # of the best minute
        self._images, self._seconds, self._rest = 0, 0.0, 0.0

    def add(self, records: Records) -> None:
        """The steps that were done since."""
        seconds = float(records["seconds"].sum(dtype=float))
        self._images += int(records["images"].sum())
        self._seconds += seconds
        self._rest -= seconds
        if self._seconds >= self._patience.minute / self._patience.parts:
            self._end_part()

    def begin_anew(self) -> None:
        """After threads were tried: what is now is usual from now on, and nothing is tried for some minutes."""
        self._speeds.clear()
        self._usual, self._images, self._seconds = 0.0, 0, 0.0
        self._rest = self._patience.rest

    @property
    def knows(self) -> bool:
        """Whether a minute was heard of, and some minutes have passed since threads were last tried."""
        return self._rest <= 0 and len(self._speeds) == self._patience.parts

    @property
    def fallen(self) -> bool:
        """Whether the last minute was much slower than usual, most of it."""
        slow = sum(speed < SLOW * self._usual for speed in self._speeds)
        return self.knows and slow >= MOST * self._patience.parts

    @property
    def speed(self) -> float:
        """Images per second, as was usual in the last minute."""
        return median(self._speeds)

    @property
    def times_as_slow(self) -> float:
        """The last minute, compared with the usual one."""
        return self._usual / self.speed

    def _end_part(self) -> None:
        self._speeds.append(self._images / self._seconds)
        self._images, self._seconds = 0, 0.0
        if len(self._speeds) == self._patience.parts:
            self._usual = max(self._usual, self.speed)
