"""Reliability: how often answers are right, against how sure the network is of them."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from engine.metrics.calibration import Calibration
from gui.appearance import theme
from gui.appearance.numerals import numeral, tenths_of_percent
from gui.results.sureness.diagram import Diagram

FEW = 20  # answers in a bin, of which the share says little
EVEN = 0.005  # of a share, within which a network is as sure as it is right


class Reliability(Diagram):
    """A bar for each bin as high as its answers are right; what lacks to their sureness, or is above it, is warm."""

    def __init__(self) -> None:
        super().__init__("Reliability diagram", "How sure, %", "How often right, %")
        self._found: Calibration | None = None

    def show_calibration(self, found: Calibration | None) -> None:
        """Shows other bins."""
        self._found = found
        self.renew()

    @property
    def places(self) -> int:
        return 0 if self._found is None else self._found.bins

    def place_at(self, share: float) -> int:
        return min(self.places - 1, int(share * self.places))

    def sentence(self, place: int) -> str:
        assert self._found is not None  # noqa: S101  # without one there are no places
        low, high = (numeral(100 * edge, ".0f") for edge in self._found.edges(place))
        images = int(self._found.images[place])
        if not images:
            return f"No answer is between {low} and {high} % sure."
        sure, right = (tenths_of_percent(float(one[place])) for one in (self._found.sureness, self._found.accuracy))
        answers = "1 answer is" if images == 1 else f"{numeral(images)} answers are"
        return f"{answers} between {low} and {high} % sure, {sure} on average; {right} of them are right."

    def summary(self) -> str:
        found = self._found
        if found is None or found.error is None or found.excess is None:
            return ""
        error = f"Expected calibration error {tenths_of_percent(found.error)}, in {found.bins} bins of equal width"
        faint = (
            f" Faint bars have fewer than {FEW} answers." if ((found.images > 0) & (found.images < FEW)).any() else ""
        )
        if abs(found.excess) < EVEN:
            return f"{error}: on the whole it is as sure as it is right.{faint}"
        more = "surer than it is right" if found.excess > 0 else "less sure than it is right"
        return f"{error}: on the whole it is {more}, by {tenths_of_percent(abs(found.excess))}.{faint}"

    def paint_shares(self, painter: QPainter, at: int | None) -> None:
        look = theme.current()
        if self._found is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            for place in np.flatnonzero(self._found.images).tolist():
                self._paint_bin(painter, self._found, place, chosen=place == at)
        painter.setPen(QPen(QColor(look.secondary), 1, Qt.PenStyle.DashLine))
        painter.drawLine(self.point(0, 0), self.point(1, 1))

    def _paint_bin(self, painter: QPainter, found: Calibration, place: int, *, chosen: bool) -> None:
        right, sure, (low, high) = float(found.accuracy[place]), float(found.sureness[place]), found.edges(place)
        look, strength = theme.current(), 1.0 if chosen else 0.75 if found.images[place] >= FEW else 0.35
        for bottom, top, colour in ((0.0, right, "accent"), (min(right, sure), max(right, sure), "validation")):
            area = QRectF(self.point(low, top), self.point(high, bottom)).adjusted(0.5, 0, -0.5, 0)
            painter.fillRect(area, look.blend(colour, strength if colour == "accent" else strength / 2))
