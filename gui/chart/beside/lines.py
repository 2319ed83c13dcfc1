"""pyqtgraph's items for the runs beside the shown one: a line of each, and the band of those alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QColor

from gui.appearance import theme
from gui.appearance.theme import Theme
from gui.chart.beside.curves import Drawn
from gui.chart.plot import curve_colours
from gui.chart.plot.items import set_line
from gui.chart.plot.scale import Heights

WIDTH, SECOND_WIDTH, MARKED_WIDTH = 1.5, 1.0, 3.0
BAND_ALPHA = 0.16
UNDER_ALL = 5


class OtherLines:
    """The lines of one measure."""

    def __init__(self, box: pg.ViewBox, width: float) -> None:
        self._box, self._width = box, width
        self._lines: list[pg.PlotCurveItem] = []
        self._bands: list[pg.PlotCurveItem] = []
        self._slots: list[int] = []
        self._marked: int | None = None
        self._theme = theme.current()

    @property
    def items(self) -> Iterator[pg.PlotCurveItem]:
        """The lines that are drawn."""
        yield from self._lines

    def dress(self, look: Theme) -> None:
        """The colours of a theme."""
        self._theme = look
        self._pen()

    def mark(self, slot: int | None) -> None:
        """The line of this number stands out; None: no one does."""
        if slot != self._marked:
            self._marked = slot
            self._pen()

    def draw(self, drawn: Sequence[Drawn], scale: Heights) -> None:
        """These lines and no others."""
        spread = [one for one in drawn if one.spreads]
        self._provide(self._lines, len(drawn), UNDER_ALL + 1)
        self._provide(self._bands, len(spread), UNDER_ALL)
        slots = [one.slot for one in drawn]
        if slots != self._slots:
            self._slots = slots
            self._pen()
        for line, one in zip(self._lines, drawn, strict=True):
            set_line(line, one.columns.step, scale.heights(one.columns.smooth))
        for item, one in zip(self._bands, spread, strict=True):
            self._draw_band(item, one, scale)

    def _draw_band(self, item: pg.PlotCurveItem, one: Drawn, scale: Heights) -> None:
        """The outline from below back along the top."""
        x = np.concatenate([one.columns.step, one.columns.step[::-1]])
        outline = np.concatenate([scale.heights(one.columns.low), scale.heights(one.columns.high)[::-1]])
        item.setData(x, outline, fillLevel="enclosed", brush=self._colour(one.slot, BAND_ALPHA), pen=None)

    def _provide(self, items: list[pg.PlotCurveItem], count: int, height: int) -> None:
        while len(items) < count:
            item = pg.PlotCurveItem(antialias=True)
            item.setZValue(height)
            self._box.addItem(item, ignoreBounds=True)
            items.append(item)
            self._slots = []
        while len(items) > count:
            self._box.removeItem(items.pop())
            self._slots = []

    def _pen(self) -> None:
        for line, slot in zip(self._lines, self._slots, strict=False):
            width = MARKED_WIDTH if slot == self._marked else self._width
            line.setPen(pg.mkPen(self._colour(slot), width=width, dash=list(curve_colours.dashes(slot))))

    def _colour(self, slot: int, alpha: float = 1.0) -> QColor:
        colour = curve_colours.reference(self._theme, slot)
        colour.setAlphaF(alpha)
        return colour
