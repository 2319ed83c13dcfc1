"""Race: setups against the untuned one, which takes part in every round, so that each is measured beside it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from statistics import median

from engine.machine.setup import Setup
from engine.training.tuning.bench import Bench, FirstSteps
from engine.training.tuning.contest import FLUID, Asked, Contest, Tried
from engine.training.tuning.lateness import p99
from engine.training.tuning.tuned import Results, TriedSetup

BLOCK = 0.5  # seconds of a turn, at least: shorter ones favour who was just there
PAIRS = 5
CLEARLY = 1.05  # times as fast, in the median pair
FALLING = 0.8  # of the fastest: more threads will not be faster again
HOPELESS = 3  # times as long as with fewer threads


class Race:
    """Rounds of turns until `ends`, by time.perf_counter, with enough of it left for the last pairs."""

    def __init__(self, bench: Bench, asked: Asked, usual: Setup, ends: float) -> None:
        self.usual = usual
        self._bench, self._asked, self._ends = bench, asked, ends
        self._device = str(bench.device)
        self._contest = Contest(bench, asked)
        self._ratios: dict[Setup, list[float]] = {usual: [1.0]}  # to the untuned, of the same round
        self._first: dict[Setup, FirstSteps] = {}
        self._begun = time.perf_counter()
        self._done = self._total = 0

    def expect(self, turns: int) -> None:
        """For whoever looks on: how many turns there may be before the last pairs."""
        self._total = turns + 2 * PAIRS

    def climb(self, setups: Sequence[Setup]) -> None:
        """A turn for each, fewest threads first, until more are clearly slower than fewer were."""
        usual, fastest = self._turn(self.usual), 0.0
        for setup in setups:
            if setup != self.usual:
                self._add(setup, usual)
            fastest = max(fastest, self._times(setup))
            if self._times(setup) < FALLING * fastest:
                return

    def round(self, setups: Iterable[Setup]) -> None:
        """A turn for each of these, beside one of the untuned."""
        usual = self._turn(self.usual)
        for setup in setups:
            if setup != self.usual:
                self._add(setup, usual)

    def again(self, later: int) -> None:
        """Rounds for the better half of the others, and the better half of these, while so many turns can follow."""
        left = [setup for setup in self._contest.tried if setup != self.usual]
        while len(left := self._better_half(left)) > 1 and self.affords(len(left) + 1 + later):
            self.round(left)

    def fastest(self, count: int = 1) -> list[Setup]:
        """So many of those that leave the window fluid; the untuned one where none does."""
        found = sorted(filter(self._fluid, self._contest.tried), key=self._times, reverse=True)
        return found[:count] or [self.usual]

    def affords(self, turns: int) -> bool:
        """Whether so many turns, as long as they were until now, leave enough time for the last pairs."""
        now = time.perf_counter()
        until_now = (now - self._begun) / max(1, self._done)
        return now + (turns + 2 * PAIRS) * max(until_now, BLOCK + self._bench.step_seconds) < self._ends

    def wins(self, setup: Setup) -> bool:
        """Whether it is faster than the untuned in each of the last pairs, and clearly so in the median.

        The first that it loses is the last.
        """
        ratios: list[float] = []
        self._ratios[setup] = ratios
        for each in range(PAIRS):
            ratios.append(self._pair(setup, swapped=bool(each % 2)))
            if ratios[-1] <= 1:
                return False
        return self._fluid(setup) and median(ratios) > CLEARLY

    def rows(self) -> tuple[TriedSetup, ...]:
        """All that were tried, the fastest first."""
        found = [self._row(setup) for setup in self._contest.tried]
        return tuple(sorted(found, key=lambda row: -row.times_as_fast))

    def _pair(self, setup: Setup, *, swapped: bool) -> float:
        """How many times as fast as the untuned."""
        order = (setup, self.usual) if swapped else (self.usual, setup)
        speeds = {one: self._turn(one) for one in order}
        return speeds[setup] / speeds[self.usual]

    def _add(self, setup: Setup, usual: float) -> None:
        self._ratios.setdefault(setup, []).append(self._turn(setup) / usual)

    def _turn(self, setup: Setup) -> float:
        """Images per second."""
        self._asked.tell(f"Trying {setup.words_on(self._device)}", min(self._done, self._total), self._total)
        self._done += 1
        if not self._hopeless(setup):
            self._contest.turn(setup, BLOCK)
        return self._contest.tried[setup].speeds[-1]

    def _hopeless(self, setup: Setup) -> bool:
        """Whether its first steps, taken once, show threads that wait for each other, so that no more are tried."""
        if setup not in self._first:
            self._asked.go_on()
            self._first[setup] = self._bench.first_steps(setup)
        first, usual = self._first[setup], self._first[self.usual]
        if setup.threads <= self.usual.threads or first.seconds < HOPELESS * usual.seconds:
            return False
        self._contest.tried[setup] = Tried([self._bench.batch / first.seconds])
        return True

    def _results(self, setup: Setup) -> Results:
        first, usual = self._first[setup], self._first[self.usual]
        if all(tensor.equal(first.weights[name]) for name, tensor in usual.weights.items()):
            return "bit for bit"
        return "within rounding" if setup.precision == self.usual.precision else "changed"

    def _better_half(self, setups: Sequence[Setup]) -> list[Setup]:
        fluid = sorted(filter(self._fluid, setups), key=self._times, reverse=True)
        kept = fluid[: (len(setups) + 1) // 2]
        for setup in setups:
            if setup not in kept:
                self._bench.forget(setup, {self.usual, *kept})
        return kept

    def _times(self, setup: Setup) -> float:
        return median(self._ratios[setup])

    def _fluid(self, setup: Setup) -> bool:
        """Whether a window stays fluid, or no less so than beside the untuned on a machine that is busy otherwise."""
        late, usual = self._contest.tried[setup].late, self._contest.tried[self.usual].late
        return p99(late) <= max(FLUID, p99(usual))

    def _row(self, setup: Setup) -> TriedSetup:
        tried = self._contest.tried[setup]
        return TriedSetup(
            setup, tried.speed, self._times(setup), self._results(setup), self._fluid(setup), self._device
        )
