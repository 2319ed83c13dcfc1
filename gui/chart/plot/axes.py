"""Grid, ticks, labels and epoch marks around the curves, painted in one go so that Qt can keep them as a picture."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from gui.appearance.theme import Theme
from gui.chart.plot import ranges
from gui.chart.plot.along import Axis
from gui.chart.plot.curves import Measure
from gui.chart.plot.marks.guess_mark import Curve, GuessMark, Plane
from gui.chart.plot.marks.mark import Mark
from gui.chart.plot.marks.mark_painting import paint_marks
from gui.chart.plot.ranges import Range
from gui.chart.plot.right_axis import RightAxis

GAP = 6.0  # between a label and what it labels
TICK_HEIGHT, TICK_WIDTH, MARK_WIDTH = 2.1, 5.5, 2.0  # the least room for one, in heights of text
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True)
class Axes:
    """What is written around the curves. `y` is in powers of ten if `log`; `guess` is a mark on it.

    `x` is in steps, epochs or seconds, as `axis` has it; `epochs` and `marks` are places on it, and what is there.
    """

    x: Range = (0.0, 1.0)
    y: Range = (0.0, 1.0)
    measure: Measure = "loss"
    log: bool = False
    axis: Axis = "step"
    epochs: tuple[tuple[float, int], ...] = ()
    right: RightAxis | None = None
    guess: GuessMark | None = None
    note: str = ""
    marks: tuple[tuple[float, Mark], ...] = ()
    epoch_word: str = "epoch"

    def area(self, rect: QRectF, font: QFont) -> QRectF:
        """The part of `rect` left for the curves."""
        metrics = QFontMetricsF(font)
        labels = [label for _tick, label in self._y_ticks(rect.height() / metrics.height())] + ["0.00"]
        left = max(metrics.horizontalAdvance(label) for label in labels) + 2 * GAP
        right = self._right_width(rect.height() / metrics.height(), metrics) + 2 * GAP
        return rect.marginsRemoved(QMarginsF(left, metrics.height() + GAP, right, metrics.height() + GAP))

    def paint_lines(self, painter: QPainter, area: QRectF, theme: Theme, font: QFont) -> None:
        """Paint what lies under the curves in `area`: the grid and the ends of epochs."""
        line_height = QFontMetricsF(font).height()
        for tick, _label in self._y_ticks(area.height() / line_height):
            y = area.bottom() - area.height() * _share(tick, self.y)
            painter.setPen(_line(theme, "border" if y > area.bottom() - 1 else "grid"))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setPen(_line(theme, "border", Qt.PenStyle.DashLine))
        for step, _epoch in self._epochs_with_room(area.width() / line_height):
            x = round(area.left() + area.width() * _share(step, self.x)) + 0.5
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        self._paint_guess_line(painter, area, theme)
        metrics = QFontMetricsF(font)
        paint_marks(painter, area, self.x, self.marks, theme, metrics, self._covered(area, metrics))

    def _covered(self, area: QRectF, metrics: QFontMetricsF) -> list[QRectF]:
        """Where words of marks could not be read."""
        return [] if self.guess is None else self.guess.covered(self._plane(area), _size(self.guess.words, metrics))

    def _paint_guess_line(self, painter: QPainter, area: QRectF, theme: Theme) -> None:
        if self.guess is not None:
            painter.setPen(_line(theme, "strong_border", Qt.PenStyle.DashLine))
            self.guess.paint_line(painter, self._plane(area))

    def _plane(self, area: QRectF) -> Plane:
        return Plane(area, self.x, self.y)

    def standing_clear(self, curves: Iterable[Curve], area: QRectF, font: QFont) -> "Axes":
        """With the words of pure guessing where none of the curves is."""
        if self.guess is None:
            return self
        size = _size(self.guess.words, QFontMetricsF(font))
        return replace(self, guess=self.guess.standing_clear(curves, self._plane(area), size))

    def paint_labels(self, painter: QPainter, area: QRectF, theme: Theme, font: QFont) -> None:
        """Paint what stands around `area`, and the note in its corner."""
        painter.setFont(font)
        painter.setPen(theme.colour("secondary"))
        metrics = QFontMetricsF(font)
        self._paint_values(painter, area, metrics)
        self._paint_steps(painter, area, metrics)
        self._paint_epochs(painter, area, metrics)
        self._paint_right(painter, area, metrics)
        self._paint_guess(painter, area, metrics)
        if self.note:
            note = area.adjusted(GAP, 0, -GAP, -GAP / 2)
            painter.drawText(note, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, self.note)

    def _y_ticks(self, lines: float) -> list[tuple[float, str]]:
        """Where ticks stand and what they say, on an axis as high as so many lines of text."""
        most = max(2, int(lines / TICK_HEIGHT))
        if self.log:
            return [(t, ranges.value_label(10**t, self.measure)) for t in ranges.log_ticks(*self.y, most)]
        return [(t, ranges.value_label(t, self.measure)) for t in ranges.linear_ticks(*self.y, most)]

    def _paint_values(self, painter: QPainter, area: QRectF, metrics: QFontMetricsF) -> None:
        height = metrics.height()
        for tick, label in self._y_ticks(area.height() / height):
            y = area.bottom() - area.height() * _share(tick, self.y)
            painter.drawText(QRectF(area.left() - 200, y - height / 2, 200 - GAP, height), RIGHT, label)

    def _paint_steps(self, painter: QPainter, area: QRectF, metrics: QFontMetricsF) -> None:
        unit = ranges.unit_along(self.axis, self.x)
        word, height = metrics.horizontalAdvance(unit.word) + GAP, metrics.height()
        baseline = area.bottom() + GAP / 2
        for tick, label in unit.ticks(self.x, max(2, int(area.width() / height / TICK_WIDTH))):
            x = area.left() + area.width() * _share(tick, self.x)
            width = metrics.horizontalAdvance(label) + 2
            if x + width / 2 < area.right() - word:
                left = max(x - width / 2, area.left() - GAP)  # further left stand the figures of the other axis
                painter.drawText(QRectF(left, baseline, width, height), CENTRE, label)
        painter.drawText(QRectF(area.right() - word, baseline, word, height), RIGHT, unit.word)

    def _paint_epochs(self, painter: QPainter, area: QRectF, metrics: QFontMetricsF) -> None:
        """Write the numbers over their lines, until a title stands there; the first has the word before it."""
        height, end = metrics.height(), self._title_begin(area, metrics)
        for index, (step, epoch) in enumerate(self._epochs_with_room(area.width() / height)):
            x = area.left() + area.width() * _share(step, self.x) + metrics.horizontalAdvance(str(epoch)) / 2
            if x > end:
                return
            label = str(epoch) if index else f"{self.epoch_word} {epoch}"
            if x - metrics.horizontalAdvance(label) < area.left():  # where the figures of the left axis stand
                label = str(epoch)
            painter.drawText(QRectF(x - 200, area.top() - height - 1, 200, height), RIGHT, label)

    def _epochs_with_room(self, lines: float) -> list[tuple[float, int]]:
        """The visible marks, thinned to every 2nd, 5th, 10th … epoch where they would crowd."""
        if self.axis == "epoch":
            return []  # the axis itself counts them
        first, end = (bisect_right(self.epochs, place, key=lambda mark: mark[0]) for place in self.x)
        if end - first < 2 or self.epochs[first][0] == self.epochs[end - 1][0]:
            return list(self.epochs[first:end])
        (begin, lowest), (last, highest) = self.epochs[first], self.epochs[end - 1]
        apart = lines * (last - begin) / (end - first - 1) / (self.x[1] - self.x[0])
        stride = math.ceil(ranges.rounded_up(MARK_WIDTH / apart)) if apart < MARK_WIDTH else 1
        return self._marks(range(-(-lowest // stride) * stride, highest + 1, stride))

    def _marks(self, epochs: range) -> list[tuple[float, int]]:
        """The marks of these epochs, as far as they are known."""
        places = [bisect_left(self.epochs, epoch, key=lambda mark: mark[1]) for epoch in epochs]
        return [
            self.epochs[place] for place, epoch in zip(places, epochs, strict=True) if self.epochs[place][1] == epoch
        ]

    def _right_ticks(self, lines: float) -> list[tuple[float, str]]:
        """Of the right axis, on one as high as so many lines of text."""
        return self.right.ticks(max(2, int(lines / TICK_HEIGHT))) if self.right is not None else []

    def _right_width(self, lines: float, metrics: QFontMetricsF) -> float:
        return max((metrics.horizontalAdvance(label) for _share, label in self._right_ticks(lines)), default=0.0)

    def _title_begin(self, area: QRectF, metrics: QFontMetricsF) -> float:
        """Where the title of the right axis begins; without one nothing ends before the widget does."""
        if self.right is None:
            return math.inf
        end = area.right() + self._right_width(area.height() / metrics.height(), metrics) + GAP
        return end - metrics.horizontalAdvance(self.right.title) - GAP

    def _paint_right(self, painter: QPainter, area: QRectF, metrics: QFontMetricsF) -> None:
        if self.right is None:
            return
        lines, height = area.height() / metrics.height(), metrics.height()
        width = self._right_width(lines, metrics) + GAP
        for share, label in self._right_ticks(lines):
            y = area.bottom() - area.height() * share
            top = min(max(area.top(), y - height / 2), area.bottom() - height / 2)
            painter.drawText(QRectF(area.right() + GAP / 2, top, width, height), LEFT, label)
        above = QRectF(area.right() - 200, area.top() - height - GAP / 2, 200 + width, height)
        painter.drawText(above, RIGHT, self.right.title)

    def _paint_guess(self, painter: QPainter, area: QRectF, metrics: QFontMetricsF) -> None:
        if self.guess is not None:
            self.guess.paint_words(painter, self._plane(area), _size(self.guess.words, metrics))


def _size(words: str, metrics: QFontMetricsF) -> QSizeF:
    return QSizeF(metrics.horizontalAdvance(words) + 2, metrics.height())


def _share(value: float, span: Range) -> float:
    return (value - span[0]) / (span[1] - span[0])


def _line(theme: Theme, colour: str, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(theme.colour(colour), 1, style)
    pen.setCosmetic(True)
    if style == Qt.PenStyle.DashLine:
        pen.setDashPattern([3, 4])
    return pen
