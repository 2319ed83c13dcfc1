"""The canvas: a square to draw a digit on with a mouse, a pen or the keyboard."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QMimeData, QPointF, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPointingDevice,
    QResizeEvent,
    QTabletEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.errors import ImageError
from gui.appearance import theme
from gui.tryit import picture_to_drawing
from gui.tryit.canvas_keys import HELP, CanvasKeys
from gui.tryit.sheet import Sheet
from gui.tryit.strokes import DEFAULT_WIDTH, MAX_WIDTH, MIN_WIDTH, SIDE, Drawing, Picture, Point, Tool
from gui.tryit.tip_cursor import tip_cursor

PLACEHOLDER = "Draw a digit here"
RADIUS = 6
_PLACEHOLDER_GREY = "#9BA3AE"  # readable on black, in the light and in the dark theme


class DrawingCanvas(QWidget):
    """White on black, in a logical image of SIDE × SIDE that does not depend on the size of the widget.

    changed(pixels)   uint8 (SIDE, SIDE), a copy; at most once for each turn of the event loop
    state_changed()   the tool, its width, or what can be undone or redone
    refused(error)    an ImageError: what was dropped or pasted is not an image that can be read, or nothing is in it
    remarked(text)    a sentence on a picture that was taken, as that it is pale

    With the focus: Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y undo and redo strokes, Delete clears, Escape drops the stroke under
    way, P and E choose pen and eraser, [ and ] the width, Ctrl+V pastes an image; arrow keys (with Shift in small
    steps) move a cross-hair, Space lowers and lifts the tip. The right mouse button and the other end of a tablet's
    pen always erase.
    """

    changed = Signal(object)
    state_changed = Signal()
    refused = Signal(object)
    remarked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = Sheet()
        self._tool: Tool = "pen"
        self._width = DEFAULT_WIDTH
        self._keys = CanvasKeys(self)
        self.placeholder = PLACEHOLDER
        self._shows_placeholder = True
        self._announcement = QTimer(self, singleShot=True, interval=0)
        self._announcement.timeout.connect(lambda: self.changed.emit(self.pixels()))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setAcceptDrops(True)
        self.setMinimumSize(112, 112)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setAccessibleName("Drawing canvas")
        self._describe()

    # What is drawn

    def pixels(self) -> np.ndarray:
        """A copy of what is drawn, uint8 (SIDE, SIDE), 255 where there is ink."""
        return self._sheet.raster.pixels()

    def is_empty(self) -> bool:
        """Whether there is no ink at all, be it that none was drawn or that all was erased."""
        return self._sheet.raster.is_empty()

    def drawing(self) -> Drawing:
        """The strokes, with what can be undone and redone."""
        return self._sheet.drawing

    def set_drawing(self, drawing: Drawing) -> None:
        """Show this drawing in the place of the present one."""
        self._drawn(self._sheet.replace(drawing))
        self._stepped()

    def set_image(self, pixels: np.ndarray) -> None:
        """Put a grey image, uint8 (H, W), light on dark, in the place of the drawing; this can be undone."""
        self.set_drawing(self.drawing().with_step(Picture.of(picture_to_drawing.fitted(pixels))))

    def set_placeholder(self, sentence: str) -> None:
        """What stands on the canvas while nothing is drawn."""
        self.placeholder = sentence
        self.update()

    def undo(self) -> None:
        """Take the last stroke back, or drop the one under way."""
        under_way = self._sheet.is_being_drawn
        self.set_drawing(self.drawing() if under_way else self.drawing().undo())

    def redo(self) -> None:
        """Draw the stroke last taken back again."""
        self.set_drawing(self.drawing().redo())

    def clear(self) -> None:
        """Wipe everything; this can be undone."""
        self.set_drawing(self.drawing().cleared())

    # The tip

    @property
    def tool(self) -> Tool:
        """What the left button and the tablet's tip draw with."""
        return self._tool

    def set_tool(self, tool: Tool) -> None:
        """Choose pen or eraser."""
        self._tool = tool
        self._tip_changed()

    @property
    def tip_width(self) -> float:
        """Width of the tip in canvas pixels."""
        return self._width

    def set_tip_width(self, width: float) -> None:
        """Set the width in canvas pixels, kept within MIN_WIDTH and MAX_WIDTH."""
        self._width = min(max(float(width), MIN_WIDTH), MAX_WIDTH)
        self._tip_changed()

    def _tip_changed(self) -> None:
        self._fit_cursor()
        self.state_changed.emit()

    def _fit_cursor(self) -> None:
        self.setCursor(tip_cursor(self._tool, self._width * self._scale(), self.devicePixelRatioF()))

    # Strokes

    def is_being_drawn(self) -> bool:
        """Whether a stroke is under way."""
        return self._sheet.is_being_drawn

    def begin_stroke(self, device: str, tool: Tool, point: Point) -> None:
        """Begin a stroke at a point of the canvas; `device` owns it until it is lifted."""
        self._drawn(self._sheet.press(device, tool, point))

    def draw_to(self, device: str, point: Point) -> None:
        """Draw on to this point, if the stroke is of this device."""
        self._drawn(self._sheet.move(device, point))

    def end_stroke(self) -> None:
        """End the stroke under way, if there is one: it becomes a step that can be undone."""
        if self._sheet.is_being_drawn:
            self._drawn(self._sheet.lift())
            self._stepped()

    def _drawn(self, area: QRectF) -> None:
        """Show the changed area, in canvas pixels, and tell the new pixels when the event loop comes round."""
        if area.isEmpty():
            return
        if self._shows_placeholder or self._keys.crosshair:
            self.update()
        else:
            self.update(self._on_widget(area).toAlignedRect().adjusted(-2, -2, 2, 2))
        self._announcement.start()

    def _stepped(self) -> None:
        self.update()
        self._describe()
        self.state_changed.emit()

    def _describe(self) -> None:
        content = "Empty." if self.is_empty() else "Something is drawn."
        self.setAccessibleDescription(f"{content} {HELP}")

    # Mouse and tablet

    def mousePressEvent(self, event: QMouseEvent) -> None:
        tools: dict[Qt.MouseButton, Tool] = {
            Qt.MouseButton.LeftButton: self._tool,
            Qt.MouseButton.RightButton: "eraser",
        }
        if event.button() not in tools or self._sheet.is_drawn_by("mouse") or self._sheet.is_drawn_by("tablet"):
            return
        self._keys.crosshair = None
        self.begin_stroke("mouse", tools[event.button()], self._point(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.draw_to("mouse", self._point(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._sheet.is_drawn_by("mouse") and not event.buttons():
            self.mouseMoveEvent(event)
            self.end_stroke()

    def tabletEvent(self, event: QTabletEvent) -> None:
        """Accepted always: Qt makes mouse events of those that are not, and every stroke would double."""
        event.accept()
        kind = event.type()
        point = self._point(event.position(), self._pressed_width(event.pressure()))
        if kind == QEvent.Type.TabletPress:
            self._keys.crosshair = None
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.begin_stroke("tablet", self._tablet_tool(event), point)
        elif kind == QEvent.Type.TabletMove:
            self.draw_to("tablet", point)
        elif kind == QEvent.Type.TabletRelease and self._sheet.is_drawn_by("tablet"):
            self.end_stroke()

    def _tablet_tool(self, event: QTabletEvent) -> Tool:
        return "eraser" if event.pointerType() == QPointingDevice.PointerType.Eraser else self._tool

    def _pressed_width(self, pressure: float) -> float:
        """Half pressure draws as wide as a mouse does."""
        return max(MIN_WIDTH / 2, self._width * (0.4 + 1.2 * pressure))

    def _point(self, position: QPointF, width: float | None = None) -> Point:
        """A position on the widget in canvas pixels, not far outside the square."""
        at = (position - self._square().topLeft()) / self._scale()
        x, y = (min(max(value, -SIDE), 2 * SIDE) for value in (at.x(), at.y()))
        return Point(x, y, width or self._width)

    # Keyboard

    def event(self, event: QEvent) -> bool:
        """Keys that mean something here do not start an action of the window: Ctrl+Z undoes a stroke."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._keys.command(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = self._keys.command(event)
        if command:
            command()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.end_stroke()
        self._keys.crosshair = None
        self.update()

    # Images from elsewhere

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _image_file(event.mimeData()) or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._take(event.mimeData())

    def paste(self) -> None:
        """Put the image on the clipboard in the place of the drawing, if there is one."""
        self._take(QGuiApplication.clipboard().mimeData())

    def _take(self, data: QMimeData) -> None:
        path = _image_file(data)
        try:
            if path:
                self._put(picture_to_drawing.read(path))
            elif data.hasImage():
                self._put(picture_to_drawing.from_image(QImage(data.imageData())))
        except ImageError as error:
            self.refused.emit(error)

    def _put(self, found: picture_to_drawing.Found) -> None:
        self.set_image(found.pixels)
        if found.remark:
            self.remarked.emit(found.remark)

    # Painting

    def _square(self) -> QRectF:
        """The canvas on the widget: the largest square, centred."""
        side = min(self.width(), self.height())
        return QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)

    def _scale(self) -> float:
        """Widget pixels for each canvas pixel."""
        return max(self._square().width(), 1) / SIDE

    def _on_widget(self, area: QRectF) -> QRectF:
        scale = self._scale()
        return QRectF(area.topLeft() * scale + self._square().topLeft(), area.size() * scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        frame = QPainterPath()
        frame.addRoundedRect(self._square().adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.save()
        painter.setClipPath(frame, Qt.ClipOperation.IntersectClip)
        painter.drawImage(self._square(), self._sheet.raster.image)
        self._paint_placeholder(painter)
        self._paint_crosshair(painter)
        painter.restore()
        self._paint_frame(painter, frame)

    def _paint_placeholder(self, painter: QPainter) -> None:
        self._shows_placeholder = self.is_empty()
        if self._shows_placeholder:
            painter.setPen(QColor(_PLACEHOLDER_GREY))
            margin = theme.px(16)
            area = self._square().adjusted(margin, margin, -margin, -margin)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.placeholder)

    def _paint_crosshair(self, painter: QPainter) -> None:
        if not self._keys.crosshair:
            return
        at = self._on_widget(QRectF(self._keys.crosshair, QSizeF())).topLeft()
        radius = self._width * self._scale() / 2
        painter.setPen(QPen(QColor(theme.dark.accent), 1.5))
        painter.drawEllipse(at, radius, radius)
        arm = radius + 6
        painter.drawLine(at - QPointF(arm, 0), at + QPointF(arm, 0))
        painter.drawLine(at - QPointF(0, arm), at + QPointF(0, arm))

    def _paint_frame(self, painter: QPainter, frame: QPainterPath) -> None:
        colours = theme.current()
        focused = self.hasFocus()
        painter.setPen(QPen(QColor(colours.accent if focused else colours.border), 2 if focused else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(frame)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_cursor()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(256), theme.px(256))


def _image_file(data: QMimeData) -> Path | None:
    """The one local file that is dragged or copied, if its name is that of an image."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 and files[0].suffix.lower() in picture_to_drawing.SUFFIXES else None
