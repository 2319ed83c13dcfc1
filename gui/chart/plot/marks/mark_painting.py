"""Painting of marks: a thin line at the step, a sign on top of it, and words beside it where there is room."""

from collections.abc import Iterator, Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from gui.appearance.theme import Theme, px
from gui.chart.plot.along import Along
from gui.chart.plot.curves import RunCurves
from gui.chart.plot.marks.label_layout import Label, Room, laid_out
from gui.chart.plot.marks.mark import Mark
from gui.chart.plot.ranges import Range

Placed = tuple[float, Mark]  # where it stands on the axis
GAP, SIDE = 4.0, 7.0  # between sign and words; of the sign
LEAST_WORDS = 3  # ems: less room has none


def colour(theme: Theme, mark: Mark) -> QColor:
    """A rate is the program's doing on a person's word, a note is the person's own."""
    return theme.colour("accent" if mark.kind == "rate" else "accuracy")


def paint_marks(
    painter: QPainter,
    area: QRectF,
    x: Range,
    marks: Sequence[Placed],
    theme: Theme,
    metrics: QFontMetricsF,
    taken: Sequence[QRectF] = (),
) -> None:
    """All that are in sight, over the grid and under the curves; their words where nothing else is written."""
    columns = list(_columns(area, x, marks))
    for mark, column in columns:
        _paint(painter, area, mark, column, theme)
    for (mark, _), room in zip(columns, words_places(columns, area, metrics, taken), strict=True):
        if room is not None:
            _paint_words(painter, room, mark, theme, metrics)


def words_places(
    columns: Sequence[tuple[Mark, float]], area: QRectF, metrics: QFontMetricsF, taken: Sequence[QRectF] = ()
) -> list[QRectF | None]:
    """Where the words of marks in their columns stand; rates choose before notes, whose words are longer."""
    height = metrics.height()
    labels = [
        Label(column, metrics.horizontalAdvance(mark.short) + 1, rank=mark.kind == "note") for mark, column in columns
    ]
    room = Room(area, height, px(SIDE) / 2 + GAP, LEAST_WORDS * height)
    return laid_out(labels, room, taken)


def placed(run: RunCurves | None, where: Along) -> tuple[Placed, ...]:
    """The marks of a run where their steps stand on the axis."""
    if run is None or not run.marks:
        return ()
    places = where.x(np.array([mark.step for mark in run.marks])).tolist()
    return tuple(zip(places, run.marks, strict=True))


def _columns(area: QRectF, x: Range, marks: Sequence[Placed]) -> Iterator[tuple[Mark, float]]:
    for place, mark in marks:
        share = (place - x[0]) / (x[1] - x[0])
        if 0 <= share <= 1:
            yield mark, round(area.left() + area.width() * share) + 0.5


def _paint(painter: QPainter, area: QRectF, mark: Mark, column: float, theme: Theme) -> None:
    pen = QPen(colour(theme, mark), 1)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.drawLine(QPointF(column, area.top()), QPointF(column, area.bottom()))
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(theme, mark))
    side, top = px(SIDE), area.top()
    if mark.kind == "rate":
        ends = (QPointF(column - side / 2, top), QPointF(column + side / 2, top), QPointF(column, top + side))
        painter.drawPolygon(QPolygonF(ends))
    else:
        painter.drawEllipse(QPointF(column, top + side / 2), side / 2, side / 2)
    painter.restore()


def _paint_words(painter: QPainter, room: QRectF, mark: Mark, theme: Theme, metrics: QFontMetricsF) -> None:
    painter.setPen(theme.colour("secondary"))
    words = metrics.elidedText(mark.short, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
