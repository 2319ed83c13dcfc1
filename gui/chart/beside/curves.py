"""What is seen of the runs beside the shown one: a curve of each, or one mean with its band of those alike. No Qt."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gui.chart.beside.band import Band, band, figures_at
from gui.chart.beside.runs import COLOURS, Beside
from gui.chart.head.view_options import View
from gui.chart.plot.along import STEPS, Along, along
from gui.chart.plot.curves import Measure, RunCurves
from gui.chart.plot.ranges import Range
from gui.chart.plot.series import Columns

COARSER = 3  # pixels to a point: dashes of a line that trembles cannot be told apart
NONE = Columns(*(np.empty(0) for _ in range(4)))


@dataclass(frozen=True)
class Drawn:
    """One line: its number, where its points stand, the line itself and how far it spreads; arrays of one length."""

    slot: int
    columns: Columns
    spreads: bool = False


@dataclass(frozen=True)
class Group:
    """Runs that differ in their seeds alone, with the number of one that is ticked, or of none."""

    slot: int
    members: tuple[RunCurves, ...]

    @property
    def seeds(self) -> tuple[RunCurves, ...]:
        """One run a seed, the newest: trained again, the same seed says nothing new of luck."""
        newest = sorted(self.members, key=lambda run: run.began)
        found = {run.run_id if run.seed is None else run.seed: run for run in newest}
        return tuple(run for run in self.members if run in found.values())


class BesideCurves:
    """Reduces the curves of runs to the pixels there are; of one that has not changed it is known from last time."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, Measure], tuple[RunCurves, Hashable, Columns]] = {}

    def drawn(
        self, shown: RunCurves, runs: Sequence[Beside], view: View, measure: Measure, x: Range, columns: int
    ) -> list[Drawn]:
        """Every line from one end of the axis to the other."""
        together = groups(shown, runs, view)
        alone = ungrouped(runs, together)
        lines = [Drawn(one.slot, self._alone(one.curves, view, measure, x, columns)) for one in alone]
        return lines + [Drawn(one.slot, self._together(one, view, measure, x, columns), True) for one in together]

    def forget(self, runs: Sequence[Beside]) -> None:
        """What is known of others than these."""
        there = {one.curves.run_id for one in runs}
        self._known = {key: known for key, known in self._known.items() if key[0] in there}

    def _alone(self, run: RunCurves, view: View, measure: Measure, x: Range, columns: int) -> Columns:
        """One run, with its points where they stand on the axis."""
        where = along(run, view.axis)
        if where is None:
            return NONE
        seen = self._seen(run, where, view, measure, x, columns)
        return seen if where is STEPS else replace(seen, step=where.x(seen.step))

    def _together(self, group: Group, view: View, measure: Measure, x: Range, columns: int) -> Columns:
        """The mean of a group: by step, as its runs were told alike, and each step where it stands in the mean."""
        places = [(run, along(run, view.axis)) for run in group.seeds]
        known = [(run, where) for run, where in places if where is not None]
        if not known:
            return NONE
        found = spread([self._seen(run, where, view, measure, x, columns) for run, where in known], columns)
        return Columns(_mean_x(known, found.steps), found.low, found.high, found.mean)

    def _seen(self, run: RunCurves, where: Along, view: View, measure: Measure, x: Range, columns: int) -> Columns:
        """What is told of a run, by step."""
        told = sum(map(len, run.evaluations.values()))
        key = (run.last_step, run.behind, told, view.axis, view.others, view.smoothing, x, columns)
        known = self._known.get((run.run_id, measure))
        if known is None or known[0] is not run or known[1] != key:
            known = (run, key, curve(run, view, measure, where.steps(x), columns))
            self._known[run.run_id, measure] = known
        return known[2]


def home_of(first: RunCurves | None, together: Sequence[Group]) -> Group | None:
    """The group that a run is drawn in; None where it is drawn for itself."""
    return next((group for group in together if first in group.members), None)


def groups(shown: RunCurves | None, runs: Sequence[Beside], view: View) -> list[Group]:
    """Those that are drawn as one, where that is wanted: two or more of a group."""
    return seed_groups(shown, runs) if view.bands else []


def seed_groups(shown: RunCurves | None, runs: Sequence[Beside]) -> list[Group]:
    """All there are; the shown run belongs to the first, if any does."""
    members: dict[int, list[Beside]] = {}
    for one in runs:
        if one.standing.group is not None:
            members.setdefault(one.standing.group, []).append(one)
    found = []
    for number, group in members.items():
        first = (shown,) if shown and number == 0 else ()
        if len(group) + len(first) > 1:
            found.append(Group(group[0].slot, (*first, *(one.curves for one in group))))
    return _with_colours(found, runs)


def _with_colours(found: Sequence[Group], runs: Sequence[Beside]) -> list[Group]:
    """Each with a number whose colour no other has: one of its own runs', or else one that no run has."""
    slots = {one.curves.run_id: one.slot for one in runs}
    fresh = max(slots.values(), default=0) + 1
    taken: set[int] = set()  # colours
    coloured = []
    for group in found:
        own = [slots[run.run_id] for run in group.members if run.run_id in slots]
        wanted = (*own, *range(fresh, fresh + COLOURS))
        slot = next((one for one in wanted if one % COLOURS not in taken), group.slot)
        taken.add(slot % COLOURS)
        coloured.append(replace(group, slot=slot))
    return coloured


def slots_of(shown: RunCurves | None, runs: Sequence[Beside], view: View) -> dict[str, int]:
    """The number of the line of each run, which those of a group share."""
    found = {one.curves.run_id: one.slot for one in runs}
    return found | {run.run_id: group.slot for group in groups(shown, runs, view) for run in group.members}


def ungrouped(runs: Sequence[Beside], together: Sequence[Group]) -> list[Beside]:
    """Those that are drawn for themselves."""
    grouped = {run.run_id for group in together for run in group.members}
    return [one for one in runs if one.curves.run_id not in grouped]


def curve(run: RunCurves, view: View, measure: Measure, steps: Range, columns: int) -> Columns:
    """What is told of a run by step: its training, smoothed, or what it reached on the images of a split."""
    if view.others == "training":
        reduced = run.training(measure).reduced(*steps, max(16, columns // COARSER), view.smoothing)
        return replace(reduced, low=reduced.smooth, high=reduced.smooth)
    places, figures, _ = run.evaluations[view.others].line(measure, *steps, columns)
    return Columns(places, figures, figures, figures)


def newest(seeds: Sequence[RunCurves], view: View) -> NDArray[np.float64]:
    """What those of them came to that have reached the last step that any has, or the end that their recipe gives
    them, as where patience was over; (seeds,), () before the first.

    These are the seeds that count: in the figure of a band, in its spread and in what it gained.
    """
    seen = [(run, *_ends(run, view)) for run in seeds]
    last = _last_of_all(seeds, view)
    found = np.array([_newest_of(figures, run, steps, last) for run, steps, figures in seen if len(steps)])
    return found[np.isfinite(found)]


def ended_sooner(seeds: Sequence[RunCurves], view: View) -> int:
    """How many of those that count ended before the last step that any has."""
    last = _last_of_all(seeds, view)
    ends = [steps[-1] for steps, _ in (_ends(run, view) for run in seeds if run.complete) if len(steps)]
    return sum(end < last for end in ends)


def _last_of_all(seeds: Sequence[RunCurves], view: View) -> float:
    return max((float(steps[-1]) for steps, _ in (_ends(run, view) for run in seeds) if len(steps)), default=0.0)


def _newest_of(figures: NDArray, run: RunCurves, steps: NDArray, last: float) -> float:
    """Not a number where it may come so far yet."""
    if run.complete:
        return float(figures[-1])
    return float(figures_at((steps, figures), np.array([last]))[0])


def spread(seen: Sequence[Columns], columns: int) -> Band:
    """Mean and spread of curves by step, at no more steps than there is room for."""
    steps = np.unique(np.concatenate([one.step for one in seen]))
    if len(steps) > 2 * columns:
        steps = np.linspace(steps[0], steps[-1], columns)
    return band([(one.step, one.smooth) for one in seen], steps)


def _ends(run: RunCurves, view: View) -> tuple[NDArray, NDArray]:
    if view.others == "training":
        series = run.training(view.measure)
        return series.steps, series.smoothed(view.smoothing)
    evaluations = run.evaluations[view.others]
    return np.array(evaluations.steps), np.array(evaluations.values(view.measure))


def _mean_x(known: Sequence[tuple[RunCurves, Along]], steps: NDArray) -> NDArray[np.float64]:
    """Where steps stand on the axis, in the mean over the runs that have reached them."""
    reached = [np.where(steps <= run.last_step, where.x(steps), np.nan) for run, where in known]
    count = np.isfinite(reached).sum(axis=0)
    return np.nansum(reached, axis=0) / np.maximum(count, 1)
