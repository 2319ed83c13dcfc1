"""Diagram: shares against shares, painted in a square; the pointer or the arrow keys read it place by place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.appearance import theme
from gui.appearance.numerals import numeral
from gui.pieces.pages.panel_keys import PanelKeys
from gui.results.confusion.matrix_text import draw_upwards

SIDE, LEAST_SIDE, MOST_SIDE, GAP = 250, 150, 460, 4
CENTRE = Qt.AlignmentFlag.AlignCenter
BESIDE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

KEYS = PanelKeys("On the diagrams of sureness", (("Left, Right, Home, End", "another place of it"),))


class Diagram(QWidget):
    """`across` and `upwards` say what the axes are, in per cent; both go to 100 %, `upwards` from `lowest` on.

    said(sentence)   what is read, or what the whole says while nothing is
    """

    said = Signal(str)

    def __init__(self, name: str, across: str, upwards: str) -> None:
        super().__init__()
        self._across, self._upwards = across, upwards
        self._at: int | None = None
        self._plot: QRectF | None = None
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    # --- what a kind of diagram is ---

    @property
    def places(self) -> int:
        """How many can be read."""
        raise NotImplementedError

    @property
    def lowest(self) -> float:
        """Where the upward axis begins."""
        return 0.0

    def ticks(self) -> Sequence[tuple[float, str]]:
        """Where lines stand across, and what each is called."""
        return [(step / 5, f"{20 * step}") for step in range(6)]

    def place_at(self, share: float) -> int:
        """The place that is nearest across."""
        raise NotImplementedError

    def sentence(self, place: int) -> str:
        """One place in words."""
        raise NotImplementedError

    def summary(self) -> str:
        """What the whole says."""
        raise NotImplementedError

    def paint_shares(self, painter: QPainter, at: int | None) -> None:
        """Paints what is shown, and marks the place that is read."""
        raise NotImplementedError

    # --- reading ---

    @property
    def at(self) -> int | None:
        """The place that is read."""
        return self._at if self._at is not None and self._at < self.places else None

    def renew(self) -> None:
        """Others are shown."""
        self._say()

    def _read(self, place: int | None) -> None:
        if place != self._at:
            self._at = place
            self._say()

    def _say(self) -> None:
        words = self.summary() if self.at is None else self.sentence(self.at)
        self.setAccessibleDescription(words)
        self.said.emit(words)
        self.update()

    # --- geometry ---

    @property
    def plot(self) -> QRectF:
        """Where the shares lie: a square, as large as there is room; worked out once for a size."""
        if self._plot is None:
            self._plot = self._square()
        return self._plot

    def _square(self) -> QRectF:
        left, across, above, upwards = self._around()
        side = max(1.0, min(self.width() - across, self.height() - upwards))
        return QRectF(left, above, side, side)

    def _around(self) -> tuple[float, float, float, float]:
        """What figures and titles take on the left, and in all across; above, and in all upwards."""
        metrics, gap = QFontMetricsF(theme.caption_font()), theme.px(GAP)
        figure, line = metrics.horizontalAdvance("100"), metrics.height()
        left, above = figure + line + 3 * gap, line / 2  # half of the highest figure
        return left, left + figure / 2, above, above + 2 * line + 2 * gap

    def heightForWidth(self, width: int) -> int:
        """That of a square, up to a size that still fits the window."""
        _, across, _, upwards = self._around()
        return round(min(width - across, theme.px(MOST_SIDE)) + upwards)

    def point(self, across: float, upwards: float) -> QPointF:
        """Where two shares are painted."""
        plot = self.plot
        height = (upwards - self.lowest) / (1 - self.lowest)
        return QPointF(plot.left() + across * plot.width(), plot.bottom() - height * plot.height())

    def sizeHint(self) -> QSize:
        return QSize(theme.px(SIDE), theme.px(SIDE))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(LEAST_SIDE), theme.px(LEAST_SIDE))

    # --- Qt's events ---

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.tabular(theme.caption_font()))
        self._paint_grid(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_shares(painter, self.at)
        if self.hasFocus() and self.at is None:
            painter.setPen(QPen(QColor(theme.current().accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.plot)

    def _paint_grid(self, painter: QPainter) -> None:
        look, plot, gap = theme.current(), self.plot, theme.px(GAP)
        line = painter.fontMetrics().height()
        for share, words in self.ticks():
            x = self.point(share, self.lowest).x()
            painter.setPen(QColor(look.grid))
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
            painter.setPen(QColor(look.secondary))
            painter.drawText(QRectF(x - 40, plot.bottom() + gap, 80, line), CENTRE, words)
        for step in range(6):
            upwards = self.lowest + step / 5 * (1 - self.lowest)
            y, words = self.point(0, upwards).y(), f"{numeral(100 * upwards, '.0f')}"
            painter.setPen(QColor(look.grid))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(look.secondary))
            painter.drawText(QRectF(plot.left() - gap - 60, y - line / 2, 60, line), BESIDE, words)
        below = QRectF(plot.left(), plot.bottom() + gap + line, plot.width(), line)
        painter.drawText(below, CENTRE, self._across)
        draw_upwards(painter, QRectF(0, plot.top(), line, plot.height()), CENTRE, self._upwards)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        plot = self.plot
        share = (event.position().x() - plot.left()) / plot.width()
        inside = self.places and -0.01 <= share <= 1.01
        self._read(self.place_at(min(1.0, max(0.0, share))) if inside else None)

    def leaveEvent(self, event: QEvent) -> None:
        self._read(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -self.places, Qt.Key.Key_End: self.places}
        if not self.places or event.key() not in moves:
            super().keyPressEvent(event)
            return
        move = moves[Qt.Key(event.key())]
        begin = -1 if move > 0 else self.places
        self._read(min(max((begin if self.at is None else self.at) + move, 0), self.places - 1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._read(None)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._plot = None
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._plot = None
