"""The last drawing: keeps canvas and current image in step, and what was drawn for when it is chosen again."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from engine.service.answers import DrawingOf, ImageOf, PictureOf
from gui.state.shown.image import EMPTY, CurrentImage, Drawn
from gui.tryit.canvas import DrawingCanvas
from gui.tryit.strokes import Drawing, Ground, three


class LastDrawing(QObject):
    """What is drawn becomes the current image; what is looked at elsewhere comes onto the canvas.

    touched()   a person has drawn something: no longer the 3 that waited there
    """

    touched = Signal()

    def __init__(self, canvas: DrawingCanvas, image: CurrentImage) -> None:
        super().__init__()
        self._canvas, self._image = canvas, image
        self._three = three()
        self._kept: tuple[Drawn, Drawing] = (EMPTY, Drawing())  # what is drawn last, while something else is here
        canvas.changed.connect(self._on_canvas)
        image.data_changed.connect(self._on_data)
        image.changed.connect(self._on_image)
        self._begin()

    def _begin(self) -> None:
        """Digits begin with the 3 on the canvas."""
        self._canvas.takes_drawings = self._image.of_digits
        if not self._image.of_digits:
            self._put(self._image.ref)
            return
        self._canvas.set_drawing(self._three)
        self._canvas.announce()

    # --- from the canvas ---

    def _on_canvas(self) -> None:
        """Drawing makes a drawing of any image; undoing all of it brings the image back, and the drawing before."""
        drawn = self._canvas.image
        if isinstance(drawn, ImageOf):
            self._image.keep_drawn(self._kept[0])
        self._image.look_at(drawn)
        if self._canvas.drawing() is not self._three:
            self.touched.emit()

    # --- onto the canvas ---

    def _on_image(self) -> None:
        image = self._image.ref
        if image != self._canvas.image:
            self._keep()
            self._put(image)

    def _keep(self) -> None:
        """What is left behind, to come back to."""
        left = self._canvas.image
        if not isinstance(left, ImageOf) and left == self._image.drawn:
            self._kept = (left, self._canvas.drawing())

    def _put(self, image: ImageOf | DrawingOf | PictureOf) -> None:
        kept, drawing = self._kept
        if isinstance(image, ImageOf):
            drawing = Drawing(first=Ground(image, None))
        elif isinstance(image, PictureOf) and image != kept:
            drawing = Drawing(first=Ground(image, image.pixels))
        elif image != kept:
            drawing = Drawing()
        self._canvas.put(image, drawing)

    # --- other data ---

    def _on_data(self) -> None:
        """A drawing of one's own stays; what lies on an image of other data goes, and so does the 3 but for digits."""
        self._canvas.takes_drawings = self._image.of_digits
        self._keep()
        _, drawing = self._kept
        if drawing is self._three or any(isinstance(one, Ground) for one in (drawing.first, *drawing.steps)):
            self._kept = (EMPTY, Drawing())
        if self._image.of_digits and self._kept[0] == EMPTY:
            self._kept = (self._canvas.drawing_of(self._three), self._three)
        self._image.keep_drawn(self._kept[0])
