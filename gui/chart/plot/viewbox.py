"""The part of the plot that zooms and pans, with the chart's own manners. Imports pyqtgraph."""

from typing import Any

import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseDragEvent
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtWidgets import QGraphicsSceneWheelEvent

SMALLEST_DRAG = 12.0  # pixels: a flatter rectangle selects steps alone


KEY_PAN, KEY_ZOOM = 0.1, 0.7  # of what is shown


def moved_by(key: Qt.Key, left: float, right: float) -> tuple[float, float] | None:
    """What is shown after a key, of an axis from left to right; None where the key moves nothing."""
    span = right - left
    match key:
        case Qt.Key.Key_Left:
            return left - KEY_PAN * span, right - KEY_PAN * span
        case Qt.Key.Key_Right:
            return left + KEY_PAN * span, right + KEY_PAN * span
        case Qt.Key.Key_Plus:
            return right - KEY_ZOOM * span, right
        case Qt.Key.Key_Minus:
            return right - span / KEY_ZOOM, right
        case _:
            return None


class ChartViewBox(pg.ViewBox):
    """The wheel zooms steps (with Ctrl: values), dragging selects what to zoom into, the middle button or Shift pans.

    `moved(x, y)` says which axes a person moved.
    """

    moved = Signal(bool, bool)

    def __init__(self) -> None:
        super().__init__(enableMenu=False, defaultPadding=0)
        self.disableAutoRange()

    def wheelEvent(self, ev: QGraphicsSceneWheelEvent, axis: int | None = None) -> None:
        """Zoom around the pointer."""
        vertical = axis == 1 or bool(ev.modifiers() & Qt.KeyboardModifier.ControlModifier)
        super().wheelEvent(ev, axis=1 if vertical else 0)
        self.moved.emit(not vertical, vertical)

    def mouseDragEvent(self, ev: MouseDragEvent, axis: int | None = None) -> None:
        """Select a stretch or a rectangle to zoom into, or pan."""
        if ev.button() == Qt.MouseButton.RightButton:
            ev.ignore()
            return
        shift = bool(ev.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        pan = shift or ev.button() == Qt.MouseButton.MiddleButton
        self.state["mouseMode"] = pg.ViewBox.PanMode if pan else pg.ViewBox.RectMode
        super().mouseDragEvent(ev, axis=axis)
        if pan:
            self.moved.emit(True, True)

    def showAxRect(self, ax: QRectF, **_options: Any) -> None:
        """Zoom into a dragged rectangle; a flat one changes the steps shown, the values follow."""
        pixel_width, pixel_height = self.viewPixelSize()
        rect = ax.normalized()
        if rect.width() < SMALLEST_DRAG * pixel_width:
            return
        flat = rect.height() < SMALLEST_DRAG * pixel_height
        self.setXRange(rect.left(), rect.right(), padding=0)
        if not flat:
            self.setYRange(rect.top(), rect.bottom(), padding=0)
        self.moved.emit(True, not flat)
