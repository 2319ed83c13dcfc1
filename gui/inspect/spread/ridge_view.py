"""The ridge: how something of a layer spread, a line for each kept step, the newest in front."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.service.looking.layers.time_questions import Ridge
from gui.appearance import theme
from gui.appearance.numerals import beside, numeral, plain, rounded_percent
from gui.appearance.theme import px
from gui.inspect.spread import ridge_words
from gui.pieces.pages.panel_keys import BY_KEY, PanelKeys

MOST_LINES, HEIGHT, PEAK = 36, 220, 56  # the last: how high each is
GAP = 6
FRAME = 2  # where the keyboard is
KEYS = PanelKeys(
    "On a ridge of spreads",
    (("Arrows, Home, End", "another kept step"), ("Enter or Space", "shows everything as it was then")),
)
KEY = Qt.Key
MOVES = {KEY.Key_Up: -1, KEY.Key_Left: -1, KEY.Key_Down: 1, KEY.Key_Right: 1, KEY.Key_Home: -MOST_LINES - 1,
         KEY.Key_End: MOST_LINES + 1}  # fmt: skip


class RidgeView(QWidget):
    """Shows what it is given; the step that is shown stands out.

    wanted(step)   a line was chosen, by a click or by key: everything is to be shown as it was then
    read(words)    the line under the pointer, or that the keyboard is on; empty for none
    """

    wanted = Signal(int)
    read = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._ridge: Ridge | None = None
        self._noun = "weights"
        self._lines: list[int] = []  # which of its steps are drawn
        self._at: int | None = None
        self._current: int | None = None  # which of its steps the keyboard is on
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
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
        """Not more lines than can be told apart, evenly among them; the marked one takes the place of another."""
        ridge = self._ridge
        if ridge is None:
            return
        count = len(ridge.steps)
        lines = np.linspace(0, count - 1, min(count, MOST_LINES)).round().astype(int)
        at = ridge.steps.index(self._at) if self._at in ridge.steps else 0
        if at not in lines:
            lines[1:-1][np.abs(lines[1:-1] - at).argmin()] = at
        self._lines = lines.tolist()
        if self._current is not None and self._current not in self._lines:
            self._current = self._start()
        self._describe(ridge)
        self.update()

    def _describe(self, ridge: Ridge) -> None:
        current = "" if self._current is None else f" {self._words(ridge, self._current)}"
        self.setAccessibleDescription(f"{self._sentence(ridge)}{current}")

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
        high = QFontMetricsF(painter.font()).height()
        every = ceil(high / (self._base(1) - self._base(0) or high))  # whatever is marked: they stand still as it moves
        marks = [self._base(place) for place, index in enumerate(self._lines) if self._ridge.steps[index] == self._at]
        for place, index in enumerate(self._lines):
            base, marked = self._base(place), self._ridge.steps[index] == self._at
            self._paint_line(painter, self._ridge.shares[index], base, place, marked=marked)
            covered = any(abs(base - mark) < high for mark in marks)
            if marked or (place % every == 0 and not covered):
                self._paint_label(painter, self._ridge.steps[index], base, marked=marked)
        self._paint_keyboard(painter, self._ridge)
        painter.end()

    def _paint_keyboard(self, painter: QPainter, ridge: Ridge) -> None:
        """A frame around all, and the line that is read: whole in front of the others, with its step."""
        if not self.hasFocus():
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.current().colour("accent"), FRAME))
        painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        if self._current in self._lines:
            base = self._base(self._lines.index(self._current))
            painter.setPen(QPen(theme.current().colour("text"), FRAME))
            painter.drawPolyline(self._outline(ridge.shares[self._current], base))
            self._paint_label(painter, ridge.steps[self._current], base, marked=True)

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
            painter.drawText(box.translated(shift, 0), side, beside(value, edges[-1] - edges[0]))
            if value == 0.0:
                painter.setPen(QPen(look.colour("grid"), 1))
                painter.drawLine(QPointF(x, area.top() - px(PEAK) / 2), QPointF(x, area.bottom()))
                painter.setPen(look.colour("secondary"))

    def _paint_line(self, painter: QPainter, shares: np.ndarray, base: float, place: int, *, marked: bool) -> None:
        look, outline = theme.current(), self._outline(shares, base)
        age = place / max(1, len(self._lines) - 1)
        fill = (
            QColor(look.colour("accent"))
            if marked
            else theme.mixed(look.colour("accent"), look.colour("surface"), 0.12 + 0.3 * age)
        )
        painter.setBrush(fill)
        painter.setPen(QPen(look.colour("text" if marked else "surface"), 1))
        painter.drawPolygon(outline)

    def _outline(self, shares: np.ndarray, base: float) -> QPolygonF:
        area = self._area()
        xs = np.linspace(area.left(), area.right(), len(shares))
        heights = base - shares / (float(shares.max()) or 1.0) * px(PEAK)  # its own: one spike would flatten all others
        points = [QPointF(x, y) for x, y in zip(xs.tolist(), heights.tolist(), strict=True)]
        return QPolygonF([QPointF(area.left(), base), *points, QPointF(area.right(), base)])

    def _paint_label(self, painter: QPainter, step: int, base: float, *, marked: bool) -> None:
        look, metrics = theme.current(), QFontMetricsF(painter.font())
        box = QRectF(0, base - metrics.height(), self._area().left() - GAP, metrics.height())
        if marked:
            painter.fillRect(box, look.colour("window"))
        painter.setPen(look.colour("accent" if marked else "secondary"))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, f"step {numeral(step)}")

    # --- pointer and keys ---

    def _index_at(self, y: float) -> int | None:
        if not self._lines:
            return None
        place = min(range(len(self._lines)), key=lambda place: abs(self._base(place) - px(6) - y))
        return self._lines[place]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self._index_at(event.position().y())
        if index is None or self._ridge is None:
            return
        self.read.emit(self._words(self._ridge, index))

    def _words(self, ridge: Ridge, index: int) -> str:
        """One line: Step 200: nine of ten weights lie between −0.3 and 0.3."""
        low, high = _spread(ridge, index)
        share = float(ridge.zeros[index])
        zeros = f", {rounded_percent(share)} are exactly 0" if share else ""
        step = numeral(ridge.steps[index])
        return f"Step {step}: nine of ten {self._noun} lie between {plain(low)} and {plain(high)}{zeros}."

    def leaveEvent(self, _event: object) -> None:
        self._go_to(self._current)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard begins at the step that is shown."""
        super().focusInEvent(event)
        if event.reason() in BY_KEY:
            self._go_to(self._start())
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._go_to(None)

    def _start(self) -> int | None:
        steps = () if self._ridge is None else self._ridge.steps
        at = steps.index(self._at) if self._at in steps else None
        return at if at in self._lines else next(reversed(self._lines), None)

    def _go_to(self, index: int | None) -> None:
        """Reads that line, or none."""
        self._current = index
        if self._ridge is not None:
            self._describe(self._ridge)
            self.read.emit("" if index is None else self._words(self._ridge, index))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._ridge is None or not self._lines:
            super().keyPressEvent(event)
        elif (by := MOVES.get(Qt.Key(event.key()))) is not None:
            at = self._start() if self._current is None else self._current
            place = self._lines.index(at if at is not None else self._lines[-1]) + by
            self._go_to(self._lines[min(max(place, 0), len(self._lines) - 1)])
        elif event.key() in (KEY.Key_Return, KEY.Key_Enter, KEY.Key_Space) and self._current is not None:
            self.wanted.emit(self._ridge.steps[self._current])
        else:
            super().keyPressEvent(event)

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
