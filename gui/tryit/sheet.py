"""The sheet on the canvas: its drawing, the pixels, the stroke being drawn right now, and what image all that is."""

from __future__ import annotations

from math import hypot

from PySide6.QtCore import QRectF

from engine.project.data.splits import TITLES
from engine.service.answers import DrawingOf, ImageOf, ImageRef, PictureOf
from gui.appearance.numerals import numeral
from gui.state.shown.image import EMPTY
from gui.tryit.raster import Raster
from gui.tryit.strokes import SIDE, Drawing, Ground, Picture, Point, Stroke, Tool

CLOSEST = 0.8  # canvas pixels: points nearer than this to the last one only make a line tremble
EVERYWHERE = QRectF(0, 0, SIDE, SIDE)


class Sheet:
    """Strokes and pixels in step with each other.

    Methods that draw return the area that changed, in canvas pixels. `device` names what draws ("mouse", "tablet",
    "keys"): a stroke belongs to the one that began it, so that no two of them ever draw one line.
    """

    def __init__(self) -> None:
        self.drawing = Drawing()
        self.raster = Raster()
        self._points: list[Point] = []
        self._tool: Tool = "pen"
        self._device = ""

    def is_drawn_by(self, device: str) -> bool:
        """Whether a stroke of this device is under way."""
        return bool(self._points) and self._device == device

    @property
    def is_being_drawn(self) -> bool:
        """Whether a stroke is under way."""
        return bool(self._points)

    def image(self, serial: int) -> ImageRef:
        """What is on the sheet: an image that nothing is drawn on as it is, else a drawing of this serial number."""
        ground = self.drawing.ground
        if ground is not None and not self.is_being_drawn and len(self.drawing.visible) == 1:
            return ground.image
        if ground is not None and ground.pixels is not None:
            return PictureOf(serial, self.raster.over(ground.pixels), _name_under(ground), drawn=True)
        return EMPTY if self.raster.is_empty() else self._drawing_of(serial)

    def _drawing_of(self, serial: int) -> DrawingOf:
        visible = self.drawing.visible
        name = visible[0].name if visible and isinstance(visible[0], Picture) else ""
        return DrawingOf(serial, self.raster.pixels(), name, drawn=self.is_being_drawn or not name or len(visible) > 1)

    def replace(self, drawing: Drawing) -> QRectF:
        """Show another drawing; a stroke under way is dropped."""
        self._points = []
        self.drawing = drawing
        self.raster.repaint(drawing)
        return EVERYWHERE

    def press(self, device: str, tool: Tool, point: Point) -> QRectF:
        """Begin a stroke; one that another device has under way ends first."""
        before = self.lift()
        self._points, self._tool, self._device = [point], tool, device
        return before.united(self.raster.begin(tool, point))

    def move(self, device: str, point: Point) -> QRectF:
        """Draw on to this point, if the stroke is of this device."""
        if not self.is_drawn_by(device) or _distance(point, self._points[-1]) < CLOSEST:
            return QRectF()
        self._points.append(point)
        return self.raster.extend(self._tool, self._points[-3:])

    def lift(self) -> QRectF:
        """End the stroke, if there is one: it becomes a step that can be undone."""
        if not self._points:
            return QRectF()
        area = self.raster.finish(self._tool, self._points)
        self.drawing = self.drawing.with_step(Stroke(tuple(self._points), self._tool))
        self._points = []
        return area


def _name_under(ground: Ground) -> str:
    """Short, as there is little room for it: test 14."""
    image = ground.image
    return f"{TITLES[image.split].lower()} {numeral(image.index)}" if isinstance(image, ImageOf) else image.name


def _distance(first: Point, second: Point) -> float:
    return hypot(first.x - second.x, first.y - second.y)
