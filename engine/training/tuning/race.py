"""Race: setups against the untuned one, which takes part in every round, so that each is measured beside it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from statistics import median

from torch import Tensor

from engine.machine.setup import Setup
from engine.training.tuning.bench import Bench
from engine.training.tuning.contest import Asked, Contest
from engine.training.tuning.tuned import Results, TriedSetup

BLOCK = 0.5  # seconds of a turn, at least: shorter ones favour who was just there
PAIRS = 5
CLEARLY = 1.05  # times as fast, in the median pair


class Race:
    """Rounds of turns until `ends`, by time.perf_counter, with enough of it left for the last pairs."""

    def __init__(self, bench: Bench, asked: Asked, usual: Setup, ends: float) -> None:
        self.usual = usual
        self._bench, self._asked, self._ends = bench, asked, ends
        self._contest = Contest(bench, asked)
        self._ratios: dict[Setup, list[float]] = {usual: [1.0]}  # to the untuned, of the same round
        self._results: dict[Setup, Results] = {usual: "bit for bit"}
        self._reference: dict[str, Tensor] = {}
        self._done = self._total = 0

    def expect(self, setups: Sequence[Setup], variants: int) -> None:
        """For whoever looks on: how many turns there may be."""
        self._total = 2 * len(setups) + 2 + variants + 2 * PAIRS

    def halved(self, setups: Sequence[Setup]) -> Setup:
        """The fastest, after rounds of each of which the slower half goes."""
        left = [setup for setup in setups if setup != self.usual]
        self.round(left)
        while len(left := self._better_half(left)) > 1 and self._affords(len(left) + 1):
            self.round(left)
        return self._fastest()

    def varied(self, leader: Setup, variants: Sequence[Setup]) -> Setup:
        """The fastest with the variants of the leader, as many as there is time for."""
        turns = 1 + (leader != self.usual)
        while variants and not self._affords(turns + len(variants)):
            variants = variants[:-1]
        if variants:
            self.round([*([leader] if leader != self.usual else []), *variants])
        return self._fastest()

    def wins(self, setup: Setup) -> bool:
        """Whether it is faster than the untuned in each of the last pairs, and clearly so in the median."""
        self._ratios[setup] = []
        for each in range(PAIRS):
            self._pair(setup, swapped=bool(each % 2))
        ratios = self._ratios[setup]
        return self._fluid(setup) and min(ratios) > 1 and median(ratios) > CLEARLY

    def rows(self) -> tuple[TriedSetup, ...]:
        """All that were tried, the fastest first."""
        found = [self._row(setup) for setup in self._contest.tried]
        return tuple(sorted(found, key=lambda row: -row.times_as_fast))

    def round(self, setups: Iterable[Setup]) -> None:
        """A turn for the untuned, then for each of these."""
        usual = self._turn(self.usual)
        for setup in setups:
            self._ratios.setdefault(setup, []).append(self._turn(setup) / usual)

    def _pair(self, setup: Setup, *, swapped: bool) -> None:
        order = (setup, self.usual) if swapped else (self.usual, setup)
        speeds = {one: self._turn(one) for one in order}
        self._ratios[setup].append(speeds[setup] / speeds[self.usual])

    def _turn(self, setup: Setup) -> float:
        """Images per second."""
        self._asked.tell(f"Trying {setup.words}", min(self._done, self._total), self._total)
        self._compare(setup)
        self._contest.turn(setup, BLOCK)
        self._done += 1
        return self._contest.tried[setup].speeds[-1]

    def _compare(self, setup: Setup) -> None:
        """What the first steps come to; before the first turn, which it also warms up."""
        if not self._reference:
            self._reference = self._bench.first_weights(self.usual)
        if setup not in self._results:
            self._asked.go_on()
            found = self._bench.first_weights(setup)
            same = all(tensor.equal(found[name]) for name, tensor in self._reference.items())
            rounded: Results = "within rounding" if setup.precision == self.usual.precision else "changed"
            self._results[setup] = "bit for bit" if same else rounded

    def _better_half(self, setups: Sequence[Setup]) -> list[Setup]:
        fluid = sorted(filter(self._fluid, setups), key=self._times, reverse=True)
        kept = fluid[: (len(setups) + 1) // 2]
        for setup in setups:
            if setup not in kept:
                self._bench.forget(setup, {self.usual, *kept})
        return kept

    def _fastest(self) -> Setup:
        """The untuned one where no other leaves the window fluid."""
        return max(filter(self._fluid, self._contest.tried), key=self._times, default=self.usual)

    def _times(self, setup: Setup) -> float:
        return median(self._ratios[setup])

    def _fluid(self, setup: Setup) -> bool:
        return self._contest.tried[setup].fluid

    def _affords(self, turns: int) -> bool:
        """Whether so many turns leave enough time for the last pairs."""
        return time.perf_counter() + (turns + 2 * PAIRS) * (BLOCK + self._bench.step_seconds) < self._ends

    def _row(self, setup: Setup) -> TriedSetup:
        tried = self._contest.tried[setup]
        return TriedSetup(setup, tried.speed, self._times(setup), self._results[setup], tried.fluid)
