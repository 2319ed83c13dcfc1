"""The canvas: the current image, large, to be drawn on with a mouse, a pen or the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QMimeData, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QInputDevice,
    QKeyEvent,
    QMouseEvent,
    QPointingDevice,
    QResizeEvent,
    QTabletEvent,
)
from PySide6.QtWidgets import QWidget

from engine.errors import ImageError
from engine.service.answers import DrawingOf, ImageOf, ImageRef, PictureOf
from gui.pieces.images.image_words import name_of
from gui.state.shown.image import EMPTY
from gui.tryit import picture_files, picture_to_drawing
from gui.tryit.canvas_keys import HELP, CanvasKeys
from gui.tryit.sheet import Sheet
from gui.tryit.sheet_view import SheetView
from gui.tryit.strokes import MAX_WIDTH, MIN_WIDTH, SIDE, Drawing, Ground, Picture, Point, Tool
from gui.tryit.tip_cursor import tip_cursor


class DrawingCanvas(SheetView):
    """An image of the data or a picture as it is, or an empty black sheet; and white strokes on it.

    Strokes are in a logical image of SIDE × SIDE that does not depend on the size of the widget.

    changed()         `image` is another one; at most once for each turn of the event loop
    state_changed()   the tool, its width, or what can be undone or redone
    refused(error)    an ImageError: what was dropped or pasted is not an image that can be read, or nothing is in it
    taken(text)       a sentence on a picture that was taken: what it is called, or that it is pale

    With the focus: Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y undo and redo strokes, Delete clears, Escape drops the stroke under
    way, P and E choose pen and eraser, [ and ] the width, Ctrl+V pastes an image; arrow keys (with Shift in small
    steps) move a cross-hair, Space lowers and lifts the tip. The right mouse button and the other end of a tablet's
    pen always erase.
    """

    changed = Signal()
    state_changed = Signal()
    refused = Signal(object)
    taken = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._serial = 0
        self._image: ImageRef = EMPTY
        self.takes_drawings = True  # whether what a picture shows is taken for a drawing
        self._keys = CanvasKeys(self)
        self._announcement = QTimer(self, singleShot=True, interval=0)
        self._announcement.timeout.connect(self.announce)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setAcceptDrops(True)
        self.setAccessibleName("The image, and canvas to draw on")
        self._describe()

    # What is on it

    @property
    def image(self) -> ImageRef:
        """The image that is on the canvas, with all that is drawn on it."""
        return self._image

    def announce(self) -> None:
        """Tells at once what has changed; strokes that change no pixel make no other image."""
        self._announcement.stop()
        image = self._sheet.image(self._serial + 1)
        if not _same(image, self._image):
            self._serial += 1
            self._image = image
            self._describe()
            self.changed.emit()

    def drawing_of(self, drawing: Drawing) -> DrawingOf:
        """The image that strokes on an empty sheet make."""
        sheet = Sheet()
        sheet.replace(drawing)
        self._serial += 1
        return DrawingOf(self._serial, sheet.raster.pixels())

    def pixels(self) -> np.ndarray:
        """A copy of the strokes, uint8 (SIDE, SIDE), 255 where there is ink."""
        return self._sheet.raster.pixels()

    def is_empty(self) -> bool:
        """Whether there is no image and no ink at all, be it that none was drawn or that all was erased."""
        return self._sheet.drawing.ground is None and self._sheet.raster.is_empty()

    def drawing(self) -> Drawing:
        """The strokes, with what lies under them and what can be undone and redone."""
        return self._sheet.drawing

    def set_drawing(self, drawing: Drawing) -> None:
        """Show this drawing in the place of the present one."""
        self._drawn(self._sheet.replace(drawing))
        self._show_ground()
        self._stepped()

    def put(self, image: ImageRef, drawing: Drawing) -> None:
        """Show what was chosen elsewhere: an image, and the drawing that it is."""
        self._image = image
        self._sheet.replace(drawing)
        self._announcement.stop()
        self._await_ground()
        self._stepped()

    def put_pixels(self, image: ImageOf, pixels: np.ndarray) -> None:
        """The pixels (C, H, W) of an image of the data that was put here have come."""
        first = self.drawing().first
        if not isinstance(first, Ground) or first.image != image:
            return
        if first.pixels is not None and np.array_equal(first.pixels, pixels):
            return
        self._sheet.drawing = self.drawing().of(pixels)
        self._show_ground()
        self._describe()

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
        self.update()
        self.state_changed.emit()

    def _fit_cursor(self) -> None:
        self.setCursor(tip_cursor(self._tool, self._diameter(), self.devicePixelRatioF()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_cursor()

    # Strokes

    def is_being_drawn(self) -> bool:
        """Whether a stroke is under way."""
        return self._sheet.is_being_drawn

    def begin_stroke(self, device: str, tool: Tool, point: Point) -> None:
        """Begin a stroke at a point of the canvas; `device` owns it until it is lifted."""
        self._show_ground()  # at once: nothing is drawn on an image that is gone
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
        self._update_area(area)
        self._announcement.start()

    def _stepped(self) -> None:
        self.update()
        self._describe()
        self.state_changed.emit()

    def _describe(self) -> None:
        ground = self.drawing().ground
        if ground is None:
            named = isinstance(self._image, DrawingOf) and self._image.name
            content = "Empty." if self.is_empty() else f"{name_of(self._image)}." if named else "Something is drawn."
        else:
            content = f"{name_of(ground.image)}{'' if self._image == ground.image else ', drawn upon'}."
        self.setAccessibleDescription(f"{content} {HELP}")

    # Mouse and tablet

    def mousePressEvent(self, event: QMouseEvent) -> None:
        tools: dict[Qt.MouseButton, Tool] = {
            Qt.MouseButton.LeftButton: self._tool,
            Qt.MouseButton.RightButton: "eraser",
        }
        if event.button() not in tools or self._sheet.is_drawn_by("mouse") or self._sheet.is_drawn_by("tablet"):
            return
        self.crosshair = None
        self.begin_stroke("mouse", tools[event.button()], self._point(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(event.position())
        self.draw_to("mouse", self._point(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._sheet.is_drawn_by("mouse") and not event.buttons():
            self.mouseMoveEvent(event)
            self.end_stroke()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point_at(None)

    def tabletEvent(self, event: QTabletEvent) -> None:
        """Accepted always: Qt makes mouse events of those that are not, and every stroke would double."""
        event.accept()
        kind = event.type()
        point = self._point(event.position(), self._pressed_width(event))
        if kind == QEvent.Type.TabletPress:
            self.crosshair = None
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.begin_stroke("tablet", self._tablet_tool(event), point)
        elif kind == QEvent.Type.TabletMove:
            self._point_at(event.position())
            self.draw_to("tablet", point)
        elif kind == QEvent.Type.TabletRelease and self._sheet.is_drawn_by("tablet"):
            self.end_stroke()

    def _tablet_tool(self, event: QTabletEvent) -> Tool:
        return "eraser" if event.pointerType() == QPointingDevice.PointerType.Eraser else self._tool

    def _pressed_width(self, event: QTabletEvent) -> float:
        """Half pressure draws as wide as a mouse does, and so does a pen that knows no pressure."""
        if not event.pointingDevice().hasCapability(QInputDevice.Capability.Pressure):
            return self._width
        return max(MIN_WIDTH / 2, self._width * (0.4 + 1.2 * event.pressure()))

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
        self.crosshair = None
        self.update()

    # Images from elsewhere

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if picture_files.holds_picture(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._take(event.mimeData())

    def paste(self) -> None:
        """Put the image on the clipboard in the place of what is here, if there is one."""
        self._take(QGuiApplication.clipboard().mimeData())

    def open(self, path: Path) -> None:
        """Put the picture in a file in the place of what is here."""
        with self._refusing():
            self._put_picture(picture_files.read(path))

    def _take(self, data: QMimeData) -> None:
        with self._refusing():
            if opened := picture_files.in_data(data):
                self._put_picture(opened)

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        """What cannot be taken is said in its words."""
        try:
            yield
        except ImageError as error:
            self.refused.emit(error)

    def _put_picture(self, opened: picture_files.Opened) -> None:
        """As what is drawn in it, or else as it is."""
        remark = ""
        if self.takes_drawings:
            found = picture_to_drawing.from_image(opened.image)
            remark = found.remark
            self.put_drawing(found.pixels, opened.name)
        else:
            self.put_picture(picture_files.as_it_is(opened.image), opened.name)
        self.taken.emit(" ".join(filter(None, (f"{opened.name} is the image now.", remark))))

    def put_drawing(self, pixels: np.ndarray, name: str) -> None:
        """Put a drawing (SIDE, SIDE) in the place of what is here; undo brings that back."""
        self.set_drawing(self.drawing().with_step(Picture.of(pixels, name)))

    def put_picture(self, pixels: np.ndarray, name: str) -> None:
        """Put a picture (channels, height, width) there, as it is."""
        self._serial += 1
        self.set_drawing(self.drawing().with_step(Ground(PictureOf(self._serial, pixels, name), pixels)))


def _same(one: ImageRef, other: ImageRef) -> bool:
    """Whether two images are one: drawings by pixels and name, as each has another serial number."""
    if isinstance(one, ImageOf) or isinstance(other, ImageOf):
        return one == other
    called = (type(one), one.name, one.drawn) == (type(other), other.name, other.drawn)
    return called and np.array_equal(one.pixels, other.pixels)
