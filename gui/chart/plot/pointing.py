"""Pointing: at which recorded step, and of which run, one points with a place on the axis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from gui.chart.plot.along import Axis, along, reaching
from gui.chart.plot.curves import RunCurves


class Pointed(NamedTuple):
    """The step of a run, and where on the axis it stands."""

    run: RunCurves
    step: int
    x: float


def pointed(runs: Sequence[RunCurves], axis: Axis, place: float) -> Pointed | None:
    """The nearest that is recorded, of the first run that reaches so far; None where nothing is."""
    run = reaching(runs, axis, place)
    where = None if run is None else along(run, axis)
    index = None if run is None or where is None else run.loss.nearest(where.steps((place, place))[0])
    if run is None or where is None or index is None:
        return None
    step = int(run.loss.steps[index])
    return Pointed(run, step, float(where.x(np.array([step]))[0]))
