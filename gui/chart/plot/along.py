"""Along: what the chart's horizontal axis counts, and where each step of a run stands on it. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gui.chart.plot.curves import RunCurves
from gui.chart.plot.ranges import Range
from gui.chart.plot.series import StepSeries

Axis = Literal["step", "epoch", "time"]


@dataclass(frozen=True)
class Evenly:
    """Each step is as long as any other."""

    per_step: float = 1.0

    def x(self, steps: NDArray) -> NDArray[np.float64]:
        """Where steps stand."""
        return np.asarray(steps, np.float64) * self.per_step

    def steps(self, span: Range) -> Range:
        """The steps at the ends of a stretch of the axis."""
        return span[0] / self.per_step, span[1] / self.per_step


@dataclass(frozen=True)
class InTime:
    """Each step is as long as it took, in seconds."""

    seconds: StepSeries

    @property
    def per_step(self) -> float:
        """What a step took in the mean."""
        return max(float(self.seconds.values[-1]) / float(self.seconds.steps[-1]), 1e-9)

    def x(self, steps: NDArray) -> NDArray[np.float64]:
        """Where steps stand: at the end of the next that was recorded."""
        whole = np.ceil(np.asarray(steps)).astype(np.int64)  # a search for fractions would convert all steps first
        places = np.minimum(np.searchsorted(self.seconds.steps, whole), len(self.seconds) - 1)
        return np.where(whole > 0, self.seconds.values[places].astype(np.float64), 0.0)

    def steps(self, span: Range) -> Range:
        """The steps at the ends of a stretch of the axis."""
        first, last = np.searchsorted(self.seconds.values, np.array(span, np.float32))
        return float(self._step(first - 1)), float(self._step(last))

    def _step(self, place: int) -> int:
        return 0 if place < 0 else int(self.seconds.steps[min(place, len(self.seconds) - 1)])


Along: TypeAlias = Evenly | InTime
STEPS = Evenly()


def along(run: RunCurves, axis: Axis) -> Along | None:
    """Where a run's steps stand; None where it is not known how long its epochs or its steps are."""
    match axis:
        case "step":
            return STEPS
        case "epoch":
            length = run.steps_per_epoch or (run.epochs[0][0] / run.epochs[0][1] if run.epochs else 0)
            return Evenly(1 / length) if length else None
        case "time":
            return InTime(run.seconds) if len(run.seconds) else None


def last_place(run: RunCurves, axis: Axis) -> float:
    """Where a run's newest figure stands; 0 where nothing of it is drawn."""
    where = along(run, axis)
    return 0.0 if where is None else float(where.x(np.array([run.last_step]))[0])
