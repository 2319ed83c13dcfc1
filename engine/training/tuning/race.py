"""Race: setups against the usual one, which takes part in every round, so that each is measured beside it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from statistics import median

from engine.machine.setup import Setup
from engine.training.tuning.bench import Bench
from engine.training.tuning.contest import FLUID, Asked, Contest, Tried
from engine.training.tuning.first_steps import FirstSteps
from engine.training.tuning.lateness import p99
from engine.training.tuning.tuned import CLEARLY, Results, TriedSetup

BLOCK = 0.5  # seconds of a turn, at least: shorter ones favour who was just there
PAIRS = 5
FALLING = 0.8  # of the fastest: more threads will not be faster again
HOPELESS = 3  # times as long as with fewer threads


class Race:
    """Rounds of turns until `ends`, by time.perf_counter, with enough of it left for the last rounds of `finalists`."""

    def __init__(self, bench: Bench, asked: Asked, usual: Setup, ends: float, finalists: int = 1) -> None:
        self.usual = usual
        self._last_turns = PAIRS * (1 + finalists)
        self._bench, self._asked, self._ends = bench, asked, ends
        self._device = str(bench.device)
        self._contest = Contest(bench, asked)
        self._ratios: dict[Setup, list[float]] = {usual: [1.0]}  # to the usual, of the same round
        self._first: FirstSteps | None = None  # of the usual, with which the others' are compared
        self._results: dict[Setup, Results] = {}
        self._first_seconds: dict[Setup, float] = {}
        self._begun = time.perf_counter()
        self._done = self._total = 0

    def expect(self, turns: int) -> None:
        """For whoever looks on: how many turns there may be before the last rounds."""
        self._total = turns + self._last_turns

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
        """A turn for each of these, beside one of the usual."""
        usual = self._turn(self.usual)
        for setup in setups:
            if setup != self.usual:
                self._add(setup, usual)

    def again(self, later: int) -> None:
        """Rounds for the better half of the others, and the better half of these, while so many turns can follow."""
        left = [setup for setup in self._contest.tried if setup != self.usual]
        while len(left := self._better_half(left)) > 1 and self.affords(len(left) + 1 + later):
            self.round(left)

    @property
    def tried(self) -> tuple[Setup, ...]:
        """All of which something was measured."""
        return tuple(self._contest.tried)

    def fastest(self, count: int = 1, *, among: Iterable[Setup] | None = None) -> list[Setup]:
        """So many of those that may be taken, the fastest first; the usual one where none may."""
        of = self.tried if among is None else among
        found = sorted(filter(self._may_be_taken, of), key=self._times, reverse=True)
        return found[:count] or [self.usual]

    def affords(self, turns: int) -> bool:
        """Whether so many turns, as long as they were until now, leave enough time for the last rounds."""
        now = time.perf_counter()
        until_now = (now - self._begun) / max(1, self._done)
        return now + (turns + self._last_turns) * max(until_now, BLOCK + self._bench.step_seconds) < self._ends

    def winners(self, finalists: Sequence[Setup]) -> list[Setup]:
        """Those that are faster than the usual in each of the last rounds, and clearly so in the median.

        Who is slower once is out.
        """
        left = [setup for setup in finalists if setup != self.usual]
        self._ratios.update({setup: [] for setup in left})
        for each in range(PAIRS if left else 0):
            self._last_round(left, swapped=bool(each % 2))
            left = [setup for setup in left if self._ratios[setup][-1] > 1]
            if not left:
                return []
        return [setup for setup in left if self._may_be_taken(setup) and self._times(setup) > CLEARLY]

    def rows(self) -> tuple[TriedSetup, ...]:
        """All that were tried, the fastest first."""
        found = [self._row(setup) for setup in self._contest.tried]
        return tuple(sorted(found, key=lambda row: -row.times_as_fast))

    def _last_round(self, setups: Sequence[Setup], *, swapped: bool) -> None:
        order = (*reversed(setups), self.usual) if swapped else (self.usual, *setups)
        speeds = {one: self._turn(one) for one in order}
        for setup in setups:
            self._ratios[setup].append(speeds[setup] / speeds[self.usual])

    def _add(self, setup: Setup, usual: float) -> None:
        self._ratios.setdefault(setup, []).append(self._turn(setup) / usual)

    def _turn(self, setup: Setup) -> float:
        """Images per second."""
        self._asked.tell(f"Trying {setup.words_on(self._device)}", self._hundredths(), 100)
        self._done += 1
        if not self._hopeless(setup):
            self._contest.turn(setup, BLOCK)
        return self._contest.tried[setup].speeds[-1]

    def _hundredths(self) -> int:
        """How far it is, by its turns or by its time: whichever is further, as either ends it."""
        of_time = (time.perf_counter() - self._begun) / max(1e-3, self._ends - self._begun)
        return min(100, round(100 * max(of_time, self._done / max(1, self._total))))

    def _hopeless(self, setup: Setup) -> bool:
        """Whether its first steps, taken once, show threads that wait for each other, so that no more are tried."""
        if setup not in self._results:
            self._asked.go_on()
            self._compare(setup, self._bench.first_steps(setup))
        seconds, usual = self._first_seconds[setup], self._first_seconds[self.usual]
        if setup.threads <= self.usual.threads or seconds < HOPELESS * usual:
            return False
        self._contest.tried[setup] = Tried([self._bench.batch / seconds])
        return True

    def _compare(self, setup: Setup, first: FirstSteps) -> None:
        """With those of the usual, which takes the first turn of all."""
        self._first = self._first or first
        self._results[setup] = first.results(self._first, lower=setup.precision != self.usual.precision)
        self._first_seconds[setup] = first.seconds

    def _better_half(self, setups: Sequence[Setup]) -> list[Setup]:
        good = sorted(filter(self._may_be_taken, setups), key=self._times, reverse=True)
        kept = good[: (len(setups) + 1) // 2]
        for setup in setups:
            if setup not in kept:
                self._bench.forget(setup, {self.usual, *kept})
        return kept

    def _times(self, setup: Setup) -> float:
        return median(self._ratios[setup])

    def _may_be_taken(self, setup: Setup) -> bool:
        """Whether it computes what the usual does, or is meant not to, and leaves a window fluid."""
        return self._results[setup] != "other" and self._fluid(setup)

    def _fluid(self, setup: Setup) -> bool:
        """Whether a window stays fluid, or no less so than beside the usual on a machine that is busy otherwise."""
        late, usual = self._contest.tried[setup].late, self._contest.tried[self.usual].late
        return p99(late) <= max(FLUID, p99(usual))

    def _row(self, setup: Setup) -> TriedSetup:
        tried = self._contest.tried[setup]
        times, always = self._times(setup), min(self._ratios[setup]) > 1
        return TriedSetup(
            setup,
            tried.speed,
            times,
            self._results[setup],
            self._fluid(setup),
            always or times <= CLEARLY,
            self._device,
        )
