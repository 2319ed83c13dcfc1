"""Steady: a range that seldom moves while a run trains, so that a curve can be followed by eye. No Qt."""

from collections.abc import Hashable

from gui.chart.plot.ranges import Range

FILLED = 0.55  # of the range: what fills less of it gets one of its own


class Steady:
    """Holds the range of one thing; of another one it begins anew."""

    def __init__(self) -> None:
        self._of: Hashable = None
        self._span: Range = (0.0, 0.0)

    def held(self, of: Hashable, wanted: Range) -> Range:
        """The range as it was, where what is wanted lies in it and fills most of it; always what is wanted of None."""
        low, high = self._span
        fits = low <= wanted[0] and wanted[1] <= high and wanted[1] - wanted[0] >= FILLED * (high - low)
        if of is None or of != self._of or not fits:
            self._span = wanted
        self._of = of
        return self._span
