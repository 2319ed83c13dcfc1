"""Along: what the chart's horizontal axis counts, and where each step of a run stands on it. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gui.chart.plot import ranges
from gui.chart.plot.curves import RunCurves
from gui.chart.plot.ranges import Range
from gui.chart.plot.series import StepSeries

Axis = Literal["step", "epoch", "time"]


@dataclass(frozen=True)
class Evenly:
    """Each step is as long as any other; the run begins at a place."""

    per_step: float = 1.0
    begins: float = 0.0

    def x(self, steps: NDArray) -> NDArray[np.float64]:
        """Where steps stand."""
        return np.asarray(steps, np.float64) * self.per_step + self.begins

    def steps(self, span: Range) -> Range:
        """The steps at the ends of a stretch of the axis."""
        first, last = ((end - self.begins) / self.per_step for end in span)
        return first, last


@dataclass(frozen=True)
class InTime:
    """Each step is as long as it took, in seconds; the run begins at a place."""

    seconds: StepSeries
    begins: float = 0.0

    @property
    def per_step(self) -> float:
        """What a step took in the mean."""
        return max(float(self.seconds.values[-1]) / float(self.seconds.steps[-1]), 1e-9)

    def x(self, steps: NDArray) -> NDArray[np.float64]:
        """Where steps stand: at the end of the next that was recorded."""
        whole = np.ceil(np.asarray(steps)).astype(np.int64)  # a search for fractions would convert all steps first
        places = np.minimum(np.searchsorted(self.seconds.steps, whole), len(self.seconds) - 1)
        return np.where(whole > 0, self.seconds.values[places].astype(np.float64), 0.0) + self.begins

    def steps(self, span: Range) -> Range:
        """The steps at the ends of a stretch of the axis."""
        first, last = np.searchsorted(self.seconds.values, np.array(span, np.float32) - np.float32(self.begins))
        return float(self._step(first - 1)), float(self._step(last))

    def _step(self, place: int) -> int:
        return 0 if place < 0 else int(self.seconds.steps[min(place, len(self.seconds) - 1)])


Along: TypeAlias = Evenly | InTime
STEPS = Evenly()


def along(run: RunCurves, axis: Axis) -> Along | None:
    """Where a run's steps stand, those of a fork behind what was trained before it.

    None where it is not known how long its epochs or its steps are.
    """
    before = run.behind
    match axis:
        case "step":
            return Evenly(begins=before.steps) if before.steps else STEPS
        case "epoch":
            length = run.steps_per_epoch or (run.epochs[0][0] / run.epochs[0][1] if run.epochs else 0)
            epochs = before.steps / length if length and before.epochs is None else before.epochs
            return Evenly(1 / length, epochs or 0.0) if length else None
        case "time":
            return InTime(run.seconds, before.seconds or 0.0) if len(run.seconds) else None


def first_place(run: RunCurves, axis: Axis) -> float:
    """Where a run begins; 0 where nothing of it is drawn."""
    where = along(run, axis)
    return 0.0 if where is None else where.begins


def epoch_places(run: RunCurves | None, where: Along) -> tuple[tuple[float, int], ...]:
    """Where the epochs of a run end, and which they are."""
    if run is None or not run.epochs:
        return ()
    steps, epochs = zip(*run.epochs, strict=True)
    return tuple(zip(where.x(np.array(steps)).tolist(), epochs, strict=True))


def epoch_word(run: RunCurves | None) -> str:
    """What the epochs of a run are called beside an axis that counts from its parent's beginning."""
    return "epoch" if run is None or not run.behind.steps else "fork’s epoch"


def last_place(run: RunCurves, axis: Axis) -> float:
    """Where a run's newest figure stands; 0 where nothing of it is drawn."""
    where = along(run, axis)
    return 0.0 if where is None else float(where.x(np.array([run.last_step]))[0])


def reaching(runs: Sequence[RunCurves], axis: Axis, place: float) -> RunCurves | None:
    """The first of some runs that has come to a place on the axis; the first of all where none has."""
    return next((run for run in runs if last_place(run, axis) >= place), runs[0] if runs else None)


def last_place_of_mean(runs: Sequence[RunCurves], axis: Axis) -> float:
    """Where the mean of some runs ends: with those that have reached the last step that any of them has."""
    last = max((run.last_step for run in runs), default=0)
    places = [last_place(run, axis) for run in runs if run.last_step == last]
    return sum(places) / len(places) if places else 0.0


def following(
    shown: RunCurves, others: Sequence[RunCurves], axis: Axis, where: Along, means: Sequence[Sequence[RunCurves]] = ()
) -> Range:
    """From where to where on the axis a chart follows the shown run, whose steps stand `where`, beside others.

    Of each of the `means` only the mean is drawn. Without a figure of the shown run it follows the others.
    """
    drawn = [run for run in (shown, *others) if run]
    lead = next(iter([*drawn, *(run for mean in means for run in mean)]), shown)
    if lead is not shown:
        where = along(lead, axis) or where
    first = min((first_place(run, axis) for run in drawn), default=0.0)
    last = max([*(last_place(run, axis) for run in drawn), *(last_place_of_mean(mean, axis) for mean in means), first])
    ended = shown.ended if lead is shown else all(run.ended for run in (*drawn, *(run for one in means for run in one)))
    in_all = float(where.x(np.array([lead.total_steps]))[0]) - first if lead.total_steps and axis != "time" else None
    _, length = ranges.step_range(last - first, in_all, ended=ended, per_step=where.per_step)
    return first, first + length
