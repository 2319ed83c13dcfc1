"""The ridge: how something of a layer spread, a line for each kept step, the newest in front."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.service.looking.layers.time_questions import Ridge
from gui.appearance import theme
from gui.appearance.numerals import numeral, plain, rounded_percent
from gui.appearance.theme import px
from gui.inspect.spread import ridge_words

MOST_LINES, HEIGHT, PEAK = 36, 220, 56  # the last: how high each is
GAP = 6


class RidgeView(QWidget):
    """Shows what it is given; the step that is shown stands out.

    wanted(step)   a click on a line: everything is to be shown as it was then
    read(words)    the line under the pointer; empty for none
    """

    wanted = Signal(int)
    read = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._ridge: Ridge | None = None
        self._noun = "weights"
        self._lines: list[int] = []  # which of its steps are drawn
        self._at: int | None = None
        self.setMouseTracking(True)
        self.setAccessibleName(ridge_words.name(self._noun))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_ridge(self, ridge: Ridge, noun: str = "weights") -> None:
        """Another layer's, or more steps; `noun` is what spreads."""
        self._ridge, self._noun = ridge, noun
        self.setAccessibleName(ridge_words.name(noun))
        self._choose()

    def mark(self, step: int) -> None:
        """The step that is shown."""
        if step != self._at:
            self._at = step
            self._choose()

    def _choose(self) -> None:
        """Not more lines than can be told apart, evenly among them, and the marked one."""
        ridge = self._ridge
        if ridge is None:
            return
        count = len(ridge.steps)
        chosen = set(np.linspace(0, count - 1, min(count, MOST_LINES)).round().astype(int).tolist())
        if self._at in ridge.steps:
            chosen.add(ridge.steps.index(self._at))
        self._lines = sorted(chosen)
        self.setAccessibleDescription(self._sentence(ridge))
        self.update()

    def _sentence(self, ridge: Ridge) -> str:
        first, last = (_spread(ridge, index) for index in (0, -1))
        return (
            f"{self._noun.capitalize()} from {plain(first[0])} to {plain(first[1])} at step {numeral(ridge.steps[0])}, "
            f"from {plain(last[0])} to {plain(last[1])} at step {numeral(ridge.steps[-1])}; nine of ten lie between."
        )

    def rows(self) -> Iterator[Sequence[Any]] | None:
        """What is shown as a table; None for nothing."""
        return None if self._ridge is None else rows_of(self._ridge)

    # --- painting ---

    def sizeHint(self) -> QSize:
        return QSize(px(400), px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), px(HEIGHT))

    def _area(self) -> QRectF:
        metrics = QFontMetricsF(theme.caption_font())
        left = metrics.horizontalAdvance("step 00,000") + 2 * GAP
        return QRectF(left, px(PEAK), self.width() - left - GAP, self.height() - px(PEAK) - metrics.height() - 2 * GAP)

    def _base(self, place: int) -> float:
        """Where the line of a drawn step stands; the newest is lowest."""
        area = self._area()
        return area.top() + area.height() * (place / max(1, len(self._lines) - 1))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._ridge is None or not self._lines:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.tabular(theme.caption_font()))
        self._paint_ground(painter, self._ridge)
        labelled, high = -1000.0, QFontMetricsF(painter.font()).height()
        marks = [self._base(place) for place, index in enumerate(self._lines) if self._ridge.steps[index] == self._at]
        for place, index in enumerate(self._lines):
            base, marked = self._base(place), self._ridge.steps[index] == self._at
            self._paint_line(painter, self._ridge.shares[index], base, place, marked=marked)
            covered = any(abs(base - mark) < high for mark in marks)
            if marked or (base - labelled >= high and not covered):
                labelled = base
                self._paint_label(painter, self._ridge.steps[index], base, marked=marked)
        painter.end()

    def _paint_ground(self, painter: QPainter, ridge: Ridge) -> None:
        area, look, edges = self._area(), theme.current(), ridge.edges
        metrics = QFontMetricsF(painter.font())
        painter.setPen(look.colour("secondary"))
        ticks = {float(edges[0]): Qt.AlignmentFlag.AlignLeft, float(edges[-1]): Qt.AlignmentFlag.AlignRight}
        if edges[0] < 0 < edges[-1]:
            ticks[0.0] = Qt.AlignmentFlag.AlignHCenter
        for value, side in ticks.items():
            x = area.left() + area.width() * (value - edges[0]) / (edges[-1] - edges[0])
            box = QRectF(x - 100, area.bottom() + GAP, 200, metrics.height())
            shift = {Qt.AlignmentFlag.AlignLeft: 100, Qt.AlignmentFlag.AlignRight: -100}.get(side, 0)
            painter.drawText(box.translated(shift, 0), side, plain(float(f"{value:.3g}")))
            if value == 0.0:
                painter.setPen(QPen(look.colour("grid"), 1))
                painter.drawLine(QPointF(x, area.top() - px(PEAK) / 2), QPointF(x, area.bottom()))
                painter.setPen(look.colour("secondary"))

    def _paint_line(self, painter: QPainter, shares: np.ndarray, base: float, place: int, *, marked: bool) -> None:
        area, look = self._area(), theme.current()
        xs = np.linspace(area.left(), area.right(), len(shares))
        heights = base - shares / (float(shares.max()) or 1.0) * px(PEAK)  # its own: one spike would flatten all others
        points = [QPointF(x, y) for x, y in zip(xs.tolist(), heights.tolist(), strict=True)]
        outline = QPolygonF([QPointF(area.left(), base), *points, QPointF(area.right(), base)])
        age = place / max(1, len(self._lines) - 1)
        fill = (
            QColor(look.colour("accent"))
            if marked
            else theme.mixed(look.colour("accent"), look.colour("surface"), 0.12 + 0.3 * age)
        )
        painter.setBrush(fill)
        painter.setPen(QPen(look.colour("text" if marked else "surface"), 1))
        painter.drawPolygon(outline)

    def _paint_label(self, painter: QPainter, step: int, base: float, *, marked: bool) -> None:
        look, metrics = theme.current(), QFontMetricsF(painter.font())
        box = QRectF(0, base - metrics.height(), self._area().left() - GAP, metrics.height())
        if marked:
            painter.fillRect(box, look.colour("window"))
        painter.setPen(look.colour("accent" if marked else "secondary"))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, f"step {numeral(step)}")

    # --- the pointer ---

    def _index_at(self, y: float) -> int | None:
        if not self._lines:
            return None
        place = min(range(len(self._lines)), key=lambda place: abs(self._base(place) - px(6) - y))
        return self._lines[place]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self._index_at(event.position().y())
        if index is None or self._ridge is None:
            return
        low, high = _spread(self._ridge, index)
        share = float(self._ridge.zeros[index])
        zeros = f", {rounded_percent(share)} are exactly 0" if share else ""
        step = numeral(self._ridge.steps[index])
        self.read.emit(f"Step {step}: nine of ten {self._noun} lie between {plain(low)} and {plain(high)}{zeros}.")

    def leaveEvent(self, _event: object) -> None:
        self.read.emit("")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._index_at(event.position().y())
        if index is not None and self._ridge is not None and event.button() == Qt.MouseButton.LeftButton:
            self.wanted.emit(self._ridge.steps[index])


def rows_of(ridge: Ridge) -> Iterator[Sequence[Any]]:
    """For other programs: a row for each kept step, with the share of values from each edge to the next."""
    spans = zip(ridge.edges[:-1].tolist(), ridge.edges[1:].tolist(), strict=True)
    yield ["step", "exactly 0", *(f"{round(low, 6)} to {round(high, 6)}" for low, high in spans)]
    for step, zeros, shares in zip(ridge.steps, ridge.zeros.tolist(), ridge.shares.tolist(), strict=True):
        yield [step, zeros, *shares]


def _spread(ridge: Ridge, index: int) -> tuple[float, float]:
    """Between which values nine of ten weights lie."""
    below = np.concatenate([[0.0], np.cumsum(ridge.shares[index])])
    low, high = np.interp([0.05, 0.95], below, ridge.edges)
    return float(f"{low:.3g}"), float(f"{high:.3g}")
