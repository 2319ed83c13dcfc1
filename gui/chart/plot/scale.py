"""From a figure to its height on the chart: as it is, or as a power of ten. No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from gui.chart.plot import ranges
from gui.chart.plot.curves import Measure
from gui.chart.plot.marks.guess_mark import GuessMark
from gui.chart.plot.series import Columns


class Heights(Protocol):
    """From figures to their heights on the chart."""

    def heights(self, values: NDArray) -> NDArray[np.float64]: ...


@dataclass(frozen=True)
class Scale:
    """A linear scale, or with `floor` a logarithmic one on which lower figures are drawn at the floor."""

    floor: float | None = None
    clamps: bool = False

    @classmethod
    def fitting(cls, values: NDArray) -> "Scale":
        """The logarithmic scale for these values: its floor is the smallest above zero (1 if there is none)."""
        finite = values[np.isfinite(values)]
        positive = finite[finite > 0]
        floor = float(positive.min()) if len(positive) else 1.0
        return cls(floor, clamps=len(positive) < len(finite))

    @property
    def note(self) -> str:
        """A sentence where figures are not drawn at their place."""
        if not self.clamps or self.floor is None:
            return ""
        return f"Values of zero and below are drawn at {ranges.value_label(self.floor, 'loss')}"

    def heights(self, values: NDArray) -> NDArray[np.float64]:
        """The heights of `values`; not a number stays so."""
        if self.floor is None:
            return values
        with np.errstate(invalid="ignore"):
            return np.log10(np.maximum(values, self.floor))


def loss_heights(curves: Sequence[Columns], evaluated: NDArray, scale: Scale, mark: GuessMark | None) -> ranges.Range:
    """From where to where losses are shown while the chart follows; a mark that is near is in sight."""
    height = None if mark is None else mark.height
    if scale.floor is None:
        return ranges.with_mark(ranges.loss_range(curves, evaluated), height)
    ends = ([one.low for one in curves], [one.high for one in curves])
    lows, highs = (scale.heights(np.concatenate([*end, evaluated])) for end in ends)
    return ranges.with_mark(ranges.log_range(lows, highs), height)


def guess_at(value: float, measure: Measure, scale: Scale, before: GuessMark | None) -> GuessMark:
    """The mark of what pure guessing reaches; its words stay where they were, until a curve comes there."""
    mark = GuessMark(float(scale.heights(np.array([value]))[0]), ranges.guess_label(value, measure))
    return mark if before is None else replace(mark, place=before.place)
