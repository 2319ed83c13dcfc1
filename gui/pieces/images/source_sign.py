"""Source sign: a small drawing for each data set, where there are no images of it to show.

Drawn by strokes rather than taken from the icon font, which takes a while to load.
"""

from __future__ import annotations

from typing import assert_never

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from engine.project.data.own_images import ArrayImages, FolderImages, TableImages
from engine.project.data.sources import (
    AnySource,
    Cifar10,
    Cifar100,
    Digits,
    EmnistBalanced,
    EmnistLetters,
    FashionMnist,
    Kmnist,
    Mnist,
    Svhn,
)

STROKE = 0.08  # of the side


def sign_of(source: AnySource) -> QPainterPath:  # noqa: C901, PLR0911  # a table, one line a data set
    """The strokes of its sign, in a square of side 1."""
    match source:
        case Digits():
            return _three(0.28, 0.44)
        case Mnist():
            return _one_and_two()
        case FashionMnist():
            return _shirt()
        case Kmnist():
            return _tsu()
        case EmnistLetters():
            return _letters()
        case EmnistBalanced():
            return _digit_and_letter()
        case Cifar10():
            return _photograph()
        case Cifar100():
            return _pile_of_photographs()
        case Svhn():
            return _house()
        case FolderImages() | TableImages() | ArrayImages():
            return _photographs()
        case _:
            assert_never(source)


def plus() -> QPainterPath:
    """The sign of something that is to be made."""
    path = QPainterPath()
    for begin, end in ((QPointF(0.5, 0.15), QPointF(0.5, 0.85)), (QPointF(0.15, 0.5), QPointF(0.85, 0.5))):
        path.moveTo(begin)
        path.lineTo(end)
    return path


def paint_sign(painter: QPainter, path: QPainterPath, area: QRectF, colour: str) -> None:
    """Draws a sign as large as fits into the middle of an area."""
    side = min(area.width(), area.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(area.center() - QPointF(side / 2, side / 2))
    painter.scale(side, side)
    round_ends = (Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(QPen(QColor(colour), STROKE, Qt.PenStyle.SolidLine, *round_ends))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    painter.restore()


def _three(left: float, width: float) -> QPainterPath:
    path = QPainterPath(QPointF(left, 0.22))
    right = left + 1.4 * width
    path.cubicTo(QPointF(left + 0.3 * width, 0.02), QPointF(right, 0.05), QPointF(left + 0.5 * width, 0.47))
    path.cubicTo(QPointF(right + 0.3 * width, 0.45), QPointF(left + 0.9 * width, 1.1), QPointF(left - 0.05, 0.78))
    return path


def _one_and_two() -> QPainterPath:
    path = QPainterPath(QPointF(0.12, 0.32))
    path.lineTo(QPointF(0.27, 0.18))
    path.lineTo(QPointF(0.27, 0.82))
    path.moveTo(QPointF(0.5, 0.34))
    path.cubicTo(QPointF(0.54, 0.08), QPointF(0.98, 0.12), QPointF(0.86, 0.46))
    path.lineTo(QPointF(0.5, 0.82))
    path.lineTo(QPointF(0.9, 0.82))
    return path


def _shirt() -> QPainterPath:
    half = [(0.5, 0.2), (0.36, 0.14), (0.08, 0.3), (0.17, 0.48), (0.29, 0.42), (0.29, 0.86)]
    right = [(1 - x, y) for x, y in reversed(half[1:])]
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in (*half, *right)]))
    path.closeSubpath()
    return path


def _photograph() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(0.1, 0.16, 0.8, 0.68), 0.08, 0.08)
    path.addEllipse(QPointF(0.32, 0.38), 0.07, 0.07)
    path.addPolygon(
        QPolygonF([QPointF(*at) for at in ((0.14, 0.74), (0.38, 0.56), (0.5, 0.66), (0.68, 0.42), (0.88, 0.64))])
    )
    return path


def _photographs() -> QPainterPath:
    """One in front of another."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(0.08, 0.3, 0.64, 0.52), 0.07, 0.07)
    path.addPolygon(QPolygonF([QPointF(*at) for at in ((0.12, 0.74), (0.3, 0.54), (0.42, 0.64), (0.52, 0.52))]))
    path.moveTo(QPointF(0.24, 0.16))
    path.lineTo(QPointF(0.9, 0.16))
    path.lineTo(QPointF(0.9, 0.66))
    return path


def _pile_of_photographs() -> QPainterPath:
    """One upon others."""
    path = QTransform.fromScale(0.85, 0.85).map(_photograph())
    for step in (1, 2):
        corner = 0.76 + 0.08 * step
        path.moveTo(0.1 + 0.1 * step, corner)
        path.lineTo(corner + 0.06, corner)
        path.lineTo(corner + 0.06, 0.16 + 0.08 * step)
    return path


def _tsu() -> QPainterPath:
    """The kana of that name, one stroke."""
    path = QPainterPath(QPointF(0.12, 0.4))
    path.cubicTo(QPointF(0.5, 0.14), QPointF(0.98, 0.2), QPointF(0.86, 0.54))
    path.cubicTo(QPointF(0.8, 0.72), QPointF(0.6, 0.82), QPointF(0.4, 0.85))
    return path


def _letters() -> QPainterPath:
    """A large one and a small one."""
    path = _lines([(0.06, 0.82), (0.27, 0.18), (0.48, 0.82)], [(0.14, 0.6), (0.4, 0.6)])
    path.addEllipse(QPointF(0.74, 0.65), 0.16, 0.17)
    path.addPath(_lines([(0.9, 0.46), (0.9, 0.82)]))
    return path


def _digit_and_letter() -> QPainterPath:
    path = _lines([(0.08, 0.2), (0.42, 0.2), (0.2, 0.82)], [(0.58, 0.18), (0.58, 0.82)])
    path.addEllipse(QPointF(0.75, 0.65), 0.16, 0.17)
    return path


def _house() -> QPainterPath:
    """With a number on it."""
    outline = [(0.5, 0.12), (0.9, 0.42), (0.9, 0.88), (0.1, 0.88), (0.1, 0.42), (0.5, 0.12)]
    return _lines(outline, [(0.42, 0.54), (0.52, 0.46), (0.52, 0.76)])


def _lines(*strokes: list[tuple[float, float]]) -> QPainterPath:
    """Straight strokes through these points."""
    path = QPainterPath()
    for stroke in strokes:
        path.addPolygon(QPolygonF([QPointF(*at) for at in stroke]))
    return path
