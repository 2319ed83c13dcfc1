"""pyqtgraph's items for the curves: what each looks like, and how figures become lines. Imports pyqtgraph."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from engine.project.splits import EvaluatedSplit
from gui.appearance.theme import Theme
from gui.chart import curve_colours
from gui.chart.curves import SPLITS, Evaluations, Measure
from gui.chart.ranges import Range
from gui.chart.scale import Scale
from gui.chart.series import Columns


class ChartLines:
    """Raw and smoothed training curve, evaluations with their points, other runs, and the learning rate.

    Thick lines are antialiased and short, the long raw one is thin and opaque: anything else is many times slower.
    """

    def __init__(self, box: pg.ViewBox) -> None:
        self._box = box
        self._raw, self._smooth = pg.PlotCurveItem(), pg.PlotCurveItem(antialias=True)
        self._rate = pg.PlotCurveItem()
        self._evaluations = {split: pg.PlotCurveItem(antialias=True) for split in SPLITS}
        self._points = {
            "validation": pg.ScatterPlotItem(symbol="o", size=6, pxMode=True, antialias=True),
            "test": pg.ScatterPlotItem(symbol="d", size=10, pxMode=True, antialias=True),
        }
        self._others: list[pg.PlotCurveItem] = []
        self._other_colours: tuple[QColor, ...] = ()
        items = [self._rate, self._raw, self._smooth, *self._evaluations.values(), *self._points.values()]
        for height, item in enumerate(items):
            item.setZValue(10 + height)
            box.addItem(item, ignoreBounds=True)

    def dress(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._raw.setPen(pg.mkPen(curve_colours.raw(theme)))
        self._smooth.setPen(pg.mkPen(theme.training, width=2))
        self._rate.setPen(pg.mkPen(curve_colours.learning_rate(theme)))
        self._evaluations["validation"].setPen(pg.mkPen(theme.validation, width=2, dash=[4, 2.5]))
        self._evaluations["test"].setPen(pg.mkPen(theme.blend("test", 0.6)))
        for split in SPLITS:
            self._points[split].setPen(pg.mkPen(theme.surface))
            self._points[split].setBrush(theme.colour(split))
        self._other_colours = tuple(
            curve_colours.reference(theme, index) for index in range(len(curve_colours.REFERENCES))
        )
        self._pen_others()

    def draw_training(self, columns: Columns, scale: Scale, *, smooth: bool) -> None:
        """Draw the training curve, raw and perhaps smoothed."""
        steps, outline = columns.outline()
        _set_line(self._raw, steps, scale.heights(outline))
        self._smooth.setVisible(smooth)
        _set_line(self._smooth, columns.step, scale.heights(columns.smooth))

    def draw_evaluations(
        self, evaluations: Mapping[EvaluatedSplit, Evaluations], measure: Measure, scale: Scale, x: Range, columns: int
    ) -> None:
        """Draw what was measured on each split; points only as long as they can be told apart."""
        for split in SPLITS:
            steps, figures, apart = evaluations[split].line(measure, *x, columns)
            heights = scale.heights(figures)
            if self._has(split, steps, heights):
                continue
            _set_line(self._evaluations[split], steps, heights)
            dotted = np.isfinite(heights) & apart
            self._points[split].setData(steps[dotted], heights[dotted])

    def _has(self, split: EvaluatedSplit, steps: NDArray, heights: NDArray) -> bool:
        """Whether these evaluations are drawn already: they seldom change."""
        x, y = self._evaluations[split].getData()
        return x is not None and np.array_equal(x, steps) and np.array_equal(y, heights, equal_nan=True)

    def draw_others(self, curves: Sequence[Columns], scale: Scale) -> None:
        """Draw the smoothed training curves of the runs compared with this one."""
        self._provide_others(len(curves))
        for item, columns in zip(self._others, curves, strict=True):
            _set_line(item, columns.step, scale.heights(columns.smooth))

    def draw_learning_rate(self, columns: Columns | None, top: float, y: Range) -> None:
        """Draw the learning rate from the bottom (zero) to the top (`top`) of the value range `y`; None hides it."""
        self._rate.setVisible(columns is not None)
        if columns is not None:
            steps, rates = columns.outline()
            _set_line(self._rate, steps, y[0] + rates / top * (y[1] - y[0]))

    def set_export(self, *, enabled: bool) -> None:
        """Have symbols drawn as vectors, not from pyqtgraph's store of small pictures."""
        for points in self._points.values():
            points.setExportMode(enabled, {"antialias": True, "resolutionScale": 1.0})

    def _provide_others(self, count: int) -> None:
        while len(self._others) < count:
            item = pg.PlotCurveItem(antialias=True)
            self._box.addItem(item, ignoreBounds=True)
            self._others.append(item)
            self._pen_others()
        while len(self._others) > count:
            self._box.removeItem(self._others.pop())

    def _pen_others(self) -> None:
        for index, item in enumerate(self._others):
            item.setPen(pg.mkPen(self._other_colours[index % len(self._other_colours)], width=1.5))


def _set_line(item: pg.PlotCurveItem, x: NDArray, y: NDArray) -> None:
    item.setData(x, y, connect="all" if np.isfinite(y).all() else "finite")
