"""StrengthCurve: how many images are right at each strength of a distortion, with the interval, and guessing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF

from engine.service.looking.images.robustness_questions import KINDS, Robustness
from gui.appearance import theme
from gui.appearance.numerals import plain
from gui.pieces.pages.panel_keys import PanelKeys
from gui.results.hard import hard_words
from gui.results.sureness.diagram import Diagram

KEYS = PanelKeys(
    "On the curve of Test it hard",
    (("Left, Right, Home, End", "another strength is read"), ("Enter or Space", "it is chosen")),
)
HEIGHT, DOT, TICKS = 210, 3.5, 5


class StrengthCurve(Diagram):
    """A point for each strength that was looked at; a click, or Enter on one that is read, chooses it.

    chosen(place)   another strength is wanted
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__("Accuracy over the strength", "", "Right, %")
        self._found: Robustness | None = None
        self._classes: Sequence[str] = ()
        self._chosen = 0

    def show_found(self, found: Robustness | None, classes: Sequence[str]) -> None:
        """Shows another curve."""
        self._found, self._classes = found, classes
        self._across = "" if found is None else f"{KINDS[found.kind].title}, {KINDS[found.kind].unit}"
        self.renew()

    def choose(self, place: int) -> None:
        """Marks the strength that is chosen."""
        self._chosen = place
        self.renew()

    # --- what kind of diagram it is ---

    @property
    def places(self) -> int:
        return 0 if self._found is None else len(self._found.strengths)

    def _share(self, strength: float) -> float:
        """Where a strength stands across."""
        assert self._found is not None  # noqa: S101  # without one there are no strengths
        first, *_, last = self._found.strengths
        return (strength - first) / (last - first)

    def place_at(self, share: float) -> int:
        found = self._found
        return (
            0
            if found is None
            else min(range(self.places), key=lambda at: abs(self._share(found.strengths[at]) - share))
        )

    def ticks(self) -> Sequence[tuple[float, str]]:
        if self._found is None:
            return ()
        first, *_, last = self._found.strengths
        shares = [step / (TICKS - 1) for step in range(TICKS)]
        return [(share, plain(first + share * (last - first), 4)) for share in shares]

    def sentence(self, place: int) -> str:
        assert self._found is not None  # noqa: S101  # without one there are no places
        return hard_words.sentence(self._found, place, self._classes)

    def summary(self) -> str:
        return "" if self._found is None or self._chosen >= self.places else self.sentence(self._chosen)

    # --- geometry: as wide as there is room ---

    def _square(self) -> QRectF:
        left, across, above, upwards = self._around()
        return QRectF(left, above, max(1.0, self.width() - across), max(1.0, self.height() - upwards))

    def heightForWidth(self, width: int) -> int:
        return theme.px(HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(HEIGHT), theme.px(HEIGHT))

    # --- painting ---

    def paint_shares(self, painter: QPainter, at: int | None) -> None:
        found, look = self._found, theme.current()
        if found is None:
            return
        across = [self._share(strength) for strength in found.strengths]
        if found.classes > 1:
            painter.setPen(QPen(QColor(look.secondary), 1, Qt.PenStyle.DotLine))
            painter.drawLine(self.point(0, 1 / found.classes), self.point(1, 1 / found.classes))
        low, high = ([self.point(x, y) for x, y in zip(across, side, strict=True)] for side in found.intervals.T)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.blend("accent", 0.2))
        painter.drawPolygon(QPolygonF([*low, *reversed(high)]))
        points = [self.point(x, y) for x, y in zip(across, found.accuracy.tolist(), strict=True)]
        painter.setPen(QPen(QColor(look.accent), 2))
        painter.drawPolyline(QPolygonF(points))
        self._mark(painter, points, at)

    def _mark(self, painter: QPainter, points: list[QPointF], at: int | None) -> None:
        look, plot = theme.current(), self.plot
        if self._chosen < len(points):
            x = points[self._chosen].x()
            painter.setPen(QPen(QColor(look.text), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.accent))
        for place in {self._chosen, at} - {None}:
            if place is not None and place < len(points):
                painter.drawEllipse(points[place], DOT, DOT)

    # --- Qt's events ---

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self.at is not None:
            self.chosen.emit(self.at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.at is not None:
            self.chosen.emit(self.at)
        else:
            super().keyPressEvent(event)
