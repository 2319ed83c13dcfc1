"""The pixels of a drawing: one grey image of SIDE × SIDE, painted stroke by stroke."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from gui.tryit.strokes import SIDE, Drawing, Picture, Point, Stroke, Tool

_INK: dict[Tool, QColor] = {"pen": QColor(Qt.GlobalColor.white), "eraser": QColor(Qt.GlobalColor.black)}


class Raster:
    """White strokes on black, antialiased.

    A stroke painted segment by segment, as it is drawn, leaves the same pixels as one painted at once. Between two
    points the line is a quadratic Bézier curve from middle to middle with the point between as its control, so it
    passes smoothly however far apart the points of a quick hand are.
    """

    def __init__(self) -> None:
        self.image = QImage(SIDE, SIDE, QImage.Format.Format_Grayscale8)
        self.image.fill(Qt.GlobalColor.black)

    def pixels(self) -> np.ndarray:
        """A copy of the pixels, uint8 (SIDE, SIDE)."""
        return pixels_of(self.image)

    def is_empty(self) -> bool:
        """Whether every pixel is black."""
        return not _view(self.image).any()

    def repaint(self, drawing: Drawing) -> None:
        """Everything anew from the steps of the drawing."""
        self.image.fill(Qt.GlobalColor.black)
        for step in drawing.visible:
            if isinstance(step, Picture):
                self._place(step)
            elif isinstance(step, Stroke):
                self._whole(step)

    def begin(self, tool: Tool, point: Point) -> QRectF:
        """Paint the dot that a stroke starts with; returns the changed area, as all of these do."""
        return self._line(tool, point, point)

    def extend(self, tool: Tool, points: Sequence[Point]) -> QRectF:
        """Paint what the last point adds to a stroke, given its last three points, or the only two there are."""
        if len(points) == 2:
            return self._line(tool, points[0], _middle(points[0], points[1]))
        start, control, end = points
        return self._curve(tool, _middle(start, control), control, _middle(control, end))

    def finish(self, tool: Tool, points: Sequence[Point]) -> QRectF:
        """Paint from the last middle to the last point, where the tip was lifted."""
        if len(points) < 2:
            return QRectF()
        return self._line(tool, _middle(points[-2], points[-1]), points[-1])

    def _whole(self, stroke: Stroke) -> None:
        points = stroke.points
        self.begin(stroke.tool, points[0])
        for end in range(2, len(points) + 1):
            self.extend(stroke.tool, points[max(0, end - 3) : end])
        self.finish(stroke.tool, points)

    def _place(self, picture: Picture) -> None:
        _view(self.image)[:] = picture.pixels()

    def _line(self, tool: Tool, start: Point, end: Point) -> QRectF:
        return self._curve(tool, start, _middle(start, end), end)

    def _curve(self, tool: Tool, start: Point, control: Point, end: Point) -> QRectF:
        path = QPainterPath(QPointF(start.x, start.y))
        path.quadTo(control.x, control.y, end.x, end.y)
        painter = QPainter(self.image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(_pen(tool, control.width))
        if start == end:
            painter.drawPoint(QPointF(start.x, start.y))
        else:
            painter.drawPath(path)
        painter.end()
        reach = control.width / 2 + 2
        return path.boundingRect().adjusted(-reach, -reach, reach, reach)


def pixels_of(image: QImage) -> np.ndarray:
    """A copy of the pixels of a Grayscale8 image, uint8 (H, W)."""
    return _view(image).copy()


def _view(image: QImage) -> np.ndarray:
    """The pixels themselves, without the bytes that pad each line."""
    rows = np.frombuffer(image.bits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()]


def _middle(first: Point, second: Point) -> Point:
    return Point((first.x + second.x) / 2, (first.y + second.y) / 2, (first.width + second.width) / 2)


def _pen(tool: Tool, width: float) -> QPen:
    return QPen(_INK[tool], width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
