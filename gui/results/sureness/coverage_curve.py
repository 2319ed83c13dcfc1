"""CoverageCurve: how accurate the network is where only the answers that it is surest of count."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from engine.metrics.coverage import Coverage
from gui.appearance import theme
from gui.appearance.numerals import numeral, tenths_of_percent
from gui.results.sureness.diagram import Diagram

MOST_OF_THEM = 0.8  # of the images, of which the summary speaks
LOWEST = (0.0, 0.5, 0.75, 0.9, 0.95)
DOT = 3.5


class CoverageCurve(Diagram):
    """From the surest answers alone, at the left, to all of them."""

    def __init__(self) -> None:
        super().__init__("Accuracy against coverage", "Of the images, the surest, %", "Right of these, %")
        self._found: Coverage | None = None
        self._lowest = 0.0

    def show_coverage(self, found: Coverage | None) -> None:
        """Shows another curve."""
        self._found = found
        least = 0.0 if found is None or not len(found.accuracy) else float(found.accuracy.min())
        self._lowest = max(lowest for lowest in LOWEST if lowest <= least)
        self.renew()

    @property
    def places(self) -> int:
        return 0 if self._found is None else len(self._found.coverage)

    @property
    def lowest(self) -> float:
        """Where nothing is below, a part is left out, of those that leave round figures."""
        return self._lowest

    def place_at(self, share: float) -> int:
        return 0 if self._found is None else self._found.at(share)

    def sentence(self, place: int) -> str:
        assert self._found is not None  # noqa: S101  # without one there are no places
        found = self._found
        share, right = (tenths_of_percent(float(one[place])) for one in (found.coverage, found.accuracy))
        least = numeral(100 * float(found.least[place]), ".1f")
        return f"Of the surest {share} of the images, {right} are answered rightly: those at least {least} % sure."

    def summary(self) -> str:
        if not self.places or self._found is None:
            return ""
        return self.sentence(self._found.at(MOST_OF_THEM))

    def paint_shares(self, painter: QPainter, at: int | None) -> None:
        if self._found is None or not self.places:
            return
        pairs = zip(self._found.coverage.tolist(), self._found.accuracy.tolist(), strict=True)
        points = [self.point(*pair) for pair in pairs]
        painter.setPen(QPen(QColor(theme.current().accent), 2))
        painter.drawPolyline(QPolygonF(points))
        if at is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.current().accent))
            painter.drawEllipse(points[at], DOT, DOT)
