"""pyqtgraph's items for the curves: what each looks like, and how figures become lines. Imports pyqtgraph."""

from collections.abc import Iterator, Mapping

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray

from engine.project.data.splits import EvaluatedSplit
from gui.appearance.theme import Theme
from gui.chart.beside.lines import SECOND_WIDTH, WIDTH, OtherLines
from gui.chart.plot import curve_colours
from gui.chart.plot.along import Along
from gui.chart.plot.curves import SPLITS, Evaluations, Measure
from gui.chart.plot.items import set_line
from gui.chart.plot.ranges import Range
from gui.chart.plot.scale import Heights
from gui.chart.plot.series import Columns

SECOND_RAW_SHARE = 0.5  # of the raw accuracies, shown only unsmoothed
GAP_WIDTH = 4  # of the ground between the smoothed curve and the raw one behind it, with what the curve covers
UNDER_ALL = 5  # curves of the shown run, but for its single steps
SYMBOLS = {"validation": ("o", 6), "test": ("d", 10)}


class MeasureLines:
    """The curves of one measure: training, raw and smoothed, and evaluations with their points.

    Thick lines are antialiased and short, the long raw one is thin and opaque: anything else is many times slower.
    So the gap around the smoothed one is a line of its own, with hard edges, not the shadow that pyqtgraph offers.
    """

    def __init__(self, box: pg.ViewBox) -> None:
        self._raw, self._gap, self._smooth = pg.PlotCurveItem(), pg.PlotCurveItem(), pg.PlotCurveItem(antialias=True)
        self._evaluations = {split: pg.PlotCurveItem(antialias=True) for split in SPLITS}
        self._points = {
            split: pg.ScatterPlotItem(symbol=symbol, size=size, pxMode=True, antialias=True)
            for split, (symbol, size) in SYMBOLS.items()
        }
        self.items = [self._raw, self._gap, self._smooth, *self._evaluations.values(), *self._points.values()]
        for item in self.items:
            box.addItem(item, ignoreBounds=True)

    def dress(self, theme: Theme) -> None:
        """The colours of a theme, as the first measure: points are filled."""
        self._raw.setPen(pg.mkPen(curve_colours.raw(theme)))
        self._smooth.setPen(pg.mkPen(theme.training, width=2))
        self._gap.setPen(pg.mkPen(theme.surface, width=GAP_WIDTH))
        self._evaluations["validation"].setPen(pg.mkPen(theme.validation, width=2, dash=[4, 2.5]))
        self._evaluations["test"].setPen(pg.mkPen(theme.blend("test", 0.6)))
        for split in SPLITS:
            self._points[split].setPen(pg.mkPen(theme.surface))
            self._points[split].setBrush(theme.colour(split))

    def dress_second(self, theme: Theme) -> None:
        """The colours of a theme, as the second measure: a colour of its own, dots between points that are hollow."""
        self._raw.setPen(pg.mkPen(theme.blend("accuracy", SECOND_RAW_SHARE)))
        self._smooth.setPen(pg.mkPen(theme.accuracy, width=2))
        for split in SPLITS:
            self._evaluations[split].setPen(pg.mkPen(theme.colour(split), width=1.5, dash=[1, 2.5]))
            self._points[split].setPen(pg.mkPen(theme.colour(split), width=1.5))
            self._points[split].setBrush(theme.colour("surface"))

    def show(self, *, visible: bool) -> None:
        """Shows or hides all of them."""
        for item in self.items:
            item.setVisible(visible)

    def draw_training(self, columns: Columns, scale: Heights, *, smooth: bool, raw: bool = True) -> None:
        """Draw the training curve, raw and perhaps smoothed, with a gap between the two."""
        raw = raw or not smooth
        if raw:
            steps, outline = columns.outline()
            set_line(self._raw, steps, scale.heights(outline))
        if smooth:
            heights = scale.heights(columns.smooth)
            for line in (self._smooth, self._gap):
                set_line(line, columns.step, heights)
        for line, shown in ((self._raw, raw), (self._gap, raw and smooth), (self._smooth, smooth)):
            line.setVisible(shown)

    def draw_evaluations(
        self,
        evaluations: Mapping[EvaluatedSplit, Evaluations],
        measure: Measure,
        scale: Heights,
        where: Along,
        span: Range,
        columns: int,
    ) -> None:
        """Draw what was measured on each split over a span of steps; points only where they can be told apart."""
        for split in SPLITS:
            steps, figures, apart = evaluations[split].line(measure, *span, columns)
            x, heights = where.x(steps), scale.heights(figures)
            if self._has(split, x, heights):
                continue
            set_line(self._evaluations[split], x, heights)
            dotted = np.isfinite(heights) & apart
            self._points[split].setData(x[dotted], heights[dotted])

    def _has(self, split: EvaluatedSplit, places: NDArray, heights: NDArray) -> bool:
        """Whether these evaluations are drawn already: they seldom change."""
        x, y = self._evaluations[split].getData()
        return x is not None and np.array_equal(x, places) and np.array_equal(y, heights, equal_nan=True)

    def set_export(self, enabled: bool) -> None:  # handed on as a function
        """Have symbols drawn as vectors, not from pyqtgraph's store of small pictures."""
        for points in self._points.values():
            points.setExportMode(enabled, {"antialias": True, "resolutionScale": 1.0})


class ChartLines:
    """The run's curves of one measure or of two, those of other runs, and the learning rate."""

    def __init__(self, box: pg.ViewBox) -> None:
        self._rate = pg.PlotCurveItem()
        box.addItem(self._rate, ignoreBounds=True)
        self.second, self.first = MeasureLines(box), MeasureLines(box)
        self.others, self.second_others = OtherLines(WIDTH), OtherLines(SECOND_WIDTH)
        for others in (self.second_others, self.others):
            others.setZValue(UNDER_ALL)
            box.addItem(others, ignoreBounds=True)
        for height, item in enumerate([self._rate, *self.second.items, *self.first.items]):
            item.setZValue(10 + height)
        for lines in (self.second, self.first):
            lines.items[0].setZValue(UNDER_ALL - 1)  # single steps, which would hide the curves of other runs

    def dress(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self.first.dress(theme)
        self.second.dress_second(theme)
        self._rate.setPen(pg.mkPen(curve_colours.learning_rate(theme)))
        for others in (self.others, self.second_others):
            others.dress(theme)

    def mark_other(self, slot: int | None) -> None:
        """The lines of the run of this number stand out; None: of no one."""
        for others in (self.others, self.second_others):
            others.mark(slot)

    def draw_learning_rate(self, columns: Columns | None, scale: Heights) -> None:
        """Draw the learning rate; None hides it."""
        self._rate.setVisible(columns is not None)
        if columns is not None:
            steps, rates = columns.outline()
            set_line(self._rate, steps, scale.heights(rates))

    def drawn(self) -> Iterator[tuple[NDArray, NDArray]]:
        """Steps and heights of every curve that is to be seen."""
        own = [item for lines in (self.first, self.second) for item in lines.items]
        for item in (*own, self._rate):
            steps, heights = item.getData() if isinstance(item, pg.PlotCurveItem) and item.isVisible() else (None, None)
            if steps is not None and heights is not None:
                yield steps, heights
        yield from self.others.curves()
        yield from self.second_others.curves()

    def set_export(self, enabled: bool) -> None:  # handed on as a function
        """Have symbols drawn as vectors, not from pyqtgraph's store of small pictures."""
        for lines in (self.first, self.second, self.others, self.second_others):
            lines.set_export(enabled)
