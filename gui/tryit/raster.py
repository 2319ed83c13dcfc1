"""The pixels of a drawing: its strokes on a clear sheet of SIDE × SIDE, painted one by one."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, hypot

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from gui.pieces.images.pictures import picture
from gui.tryit.strokes import SIDE, Drawing, Picture, Point, Stroke, Tool

_INK: dict[Tool, QColor] = {"pen": QColor(Qt.GlobalColor.white), "eraser": QColor(Qt.GlobalColor.black)}
WHOLE = 3.0  # canvas pixels: so much wider the eraser paints, to take away every pixel that a stroke merely touches


class Raster:
    """White strokes, antialiased; the eraser paints the black of the ground, without any edge of grey.

    A stroke painted segment by segment, as it is drawn, leaves the same pixels as one painted at once. Between two
    points the line is a quadratic Bézier curve from middle to middle with the point between as its control, so it
    passes smoothly however far apart the points of a quick hand are.
    """

    def __init__(self) -> None:
        self.image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32_Premultiplied)
        self.image.fill(Qt.GlobalColor.transparent)

    def pixels(self) -> np.ndarray:
        """A copy of the strokes on black, uint8 (SIDE, SIDE)."""
        return _values(self.image)[..., 0].copy()

    def is_empty(self) -> bool:
        """Whether the strokes leave black everywhere."""
        return not _values(self.image)[..., 0].any()

    def over(self, ground: np.ndarray) -> np.ndarray:
        """The strokes on an image uint8 (1 or 3, H, W), which is left as it is wherever nothing is drawn."""
        channels, height, width = ground.shape
        small = self.image.copy(place(width, height).toRect()).scaled(
            QSize(width, height), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        drawn = picture(ground).convertToFormat(QImage.Format.Format_RGB32)
        painter = QPainter(drawn)
        painter.drawImage(0, 0, small)
        painter.end()
        return np.moveaxis(_values(drawn)[..., 2::-1][..., :channels], -1, 0).copy()

    def repaint(self, drawing: Drawing) -> None:
        """Everything anew from the steps of the drawing."""
        self.image.fill(Qt.GlobalColor.transparent)
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
        values = _values(self.image)
        values[..., :3] = picture.pixels()[..., None]
        values[..., 3] = 255

    def _line(self, tool: Tool, start: Point, end: Point) -> QRectF:
        return self._curve(tool, start, _middle(start, end), end)

    def _curve(self, tool: Tool, start: Point, control: Point, end: Point) -> QRectF:
        path = QPainterPath(QPointF(start.x, start.y))
        path.quadTo(control.x, control.y, end.x, end.y)
        painter = QPainter(self.image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, tool == "pen")
        painter.setPen(_pen(tool, control.width))
        if tool == "eraser":
            painter.drawPoints(_along(start, control, end))
        elif start == end:
            painter.drawPoint(QPointF(start.x, start.y))
        else:
            painter.drawPath(path)
        painter.end()
        reach = control.width / 2 + WHOLE + 1
        return path.boundingRect().adjusted(-reach, -reach, reach, reach)


def place(width: int, height: int) -> QRectF:
    """Where an image of this size lies on the sheet, in canvas pixels: as large as fits, in the middle."""
    size = QSizeF(width, height).scaled(SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio)
    return QRectF((SIDE - size.width()) / 2, (SIDE - size.height()) / 2, size.width(), size.height())


def _values(image: QImage) -> np.ndarray:
    """The very pixels of an image of 32 bits, uint8 (H, W, 4): blue, green, red, alpha."""
    return np.frombuffer(image.bits(), np.uint8).reshape(image.height(), image.width(), 4)


def _middle(first: Point, second: Point) -> Point:
    return Point((first.x + second.x) / 2, (first.y + second.y) / 2, (first.width + second.width) / 2)


def _along(start: Point, control: Point, end: Point) -> list[QPointF]:
    """Points so close that discs around them cover all that a pen paints there, which a line turning back does not."""
    ends = [QPointF(point.x, point.y) for point in (start, control, end)]
    longest = max(hypot(b.x - a.x, b.y - a.y) for a, b in ((start, control), (control, end)))
    count = max(1, ceil(2 * longest))  # the curve is nowhere quicker than twice its longer side
    shares = [step / count for step in range(count + 1)]
    return [ends[0] * (1 - t) ** 2 + ends[1] * (2 * t * (1 - t)) + ends[2] * t**2 for t in shares]


def _pen(tool: Tool, width: float) -> QPen:
    width += WHOLE * (tool == "eraser")
    return QPen(_INK[tool], width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
