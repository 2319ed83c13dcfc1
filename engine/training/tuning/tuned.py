"""Tuned: what came of trying to train a network faster on this machine, as plain values without torch."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec
from msgspec.structs import replace

from engine.machine.setup import Precision, Setup

Results: TypeAlias = Literal["bit for bit", "within rounding", "changed", "other"]
"""How the weights after the first steps compare with those of the usual setup. Within rounding: sums were added up in
another order. Changed: computed in a lower precision. Other: nothing explains it, so such a setup is never taken."""

CLEARLY = 1.05  # times as fast, in the median round
LEAST_TOLD = 0.1  # times as fast

Limit: TypeAlias = Literal["arithmetic", "memory", "dispatch", "data"]

RESULTS_IN_WORDS: dict[Results, str] = {
    "bit for bit": "same results",
    "within rounding": "same results but for rounding",
    "changed": "results change a little",
    "other": "but its results are other ones",
}


class KnownSetup(msgspec.Struct, frozen=True):
    """A setup that new runs of a network take, and how it was found; `lower` for a recipe of a lower precision."""

    setup: Setup
    by: Literal["measured", "tuned"]  # threads before a first step, or by the tuner
    device: str = "cpu"  # by torch's name, as "cuda:0"
    lower: Setup | None = None  # None: none was found to be faster

    def for_precision(self, precision: Precision) -> KnownSetup:
        """What is taken by a recipe of this precision."""
        if self.lower and self.lower.precision == precision:
            return replace(self, setup=self.lower)
        return replace(self, setup=replace(self.setup, precision=precision))

    @property
    def setup_words(self) -> str:
        """As "2 threads, channels last"."""
        return self.setup.words_on(self.device)


class TriedSetup(msgspec.Struct, frozen=True):
    """One setup that was tried. `fluid` is false where a window beside it would stutter: such a one is never taken.

    Nor is one that was faster as a rule and not `always`.
    """

    setup: Setup
    images_per_second: float
    times_as_fast: float  # of the usual one
    results: Results
    fluid: bool = True
    always: bool = True
    device: str = "cpu"  # by torch's name, as "cuda:0"

    @property
    def words(self) -> str:
        """As "2 threads, channels last"."""
        return self.setup.words_on(self.device)

    @property
    def sentence(self) -> str:
        """As "2 threads, channels last: 1.9 × as fast, same results"."""
        times = f"{self.times_as_fast:.1f} ×" if self.times_as_fast >= LEAST_TOLD else f"less than {LEAST_TOLD} ×"
        said = f"{self.words}: {times} as fast, {RESULTS_IN_WORDS[self.results]}"
        if not self.fluid:
            return f"{said}, but the window would not stay fluid"
        return said if self.always else f"{said}, but not every time"


class Tuned(msgspec.Struct, frozen=True):
    """All that was tried, the fastest first, with what new runs take from now on, in a recipe of its precision.

    `rows` hold the usual setup too, what new runs took until now, which is 1.0 × as fast. `faster` is false where
    nothing was clearly faster; the best is then the usual one. `passed_over` are sentences on what could not be tried.
    """

    rows: tuple[TriedSetup, ...]
    usual: Setup
    best: Setup
    faster: bool
    limit: Limit
    passed_over: tuple[str, ...] = ()
    seconds: float = 0.0  # that it took

    @property
    def lowered(self) -> Precision | None:
        """The lower precision that a recipe must ask for to train with the best; None where it does already."""
        return self.best.precision if self.best.precision != self.usual.precision else None

    @property
    def best_row(self) -> TriedSetup:
        """That of the best."""
        return next(row for row in self.rows if row.setup == self.best)

    def words_of(self, row: TriedSetup) -> str:
        """A row with how fast it was; that of the usual setup is what the others are compared with."""
        return f"{row.words}: as it is now" if row.setup == self.usual else row.sentence

    @property
    def sentence(self) -> str:
        """What came of it."""
        if self.faster:
            return f"{self.best_row.sentence}."
        if any(row.times_as_fast > CLEARLY and row.fluid and row.results != "other" for row in self.rows):
            return f"Nothing was faster every time, so it stays as it is: {self.best_row.words}."
        return f"As fast as it gets on this computer: {self.best_row.words}."

    @property
    def limits(self) -> str:
        """A sentence on what keeps it from being faster still."""
        return LIMITS_IN_WORDS[self.limit]


LIMITS_IN_WORDS: dict[Limit, str] = {
    "arithmetic": "The arithmetic is the limit: the processor computes nearly as fast as it can.",
    "memory": "Memory is the limit: most of a step goes into moving values, not into computing with them.",
    "dispatch": "Starting operations is the limit: the network is small, so a larger batch would train faster.",
    "data": "The images are the limit: picking and changing them takes longer than learning from them.",
}
