"""The sheet in sight: a square with an image under strokes, or a sentence where nothing is."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.appearance import theme
from gui.pieces.images.pictures import picture
from gui.pieces.images.preview import outline
from gui.tryit import raster
from gui.tryit.sheet import Sheet
from gui.tryit.strokes import DEFAULT_WIDTH, SIDE, Tool
from gui.tryit.tip_cursor import is_cursor, paint_ring

PLACEHOLDER = "Draw a digit here"
PATIENCE_MS = 150  # for so long the image before stays in sight, so that nothing flickers
LEAST = 112
RADIUS = 6
_PLACEHOLDER_GREY = "#9BA3AE"  # readable on black, in the light and in the dark theme


class SheetView(QWidget):
    """Paints a sheet; on it a cross-hair where there is one (in canvas pixels), and the ring of a large tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = Sheet()
        self._width = DEFAULT_WIDTH  # of the tip
        self._tool: Tool = "pen"
        self._pointer: QPointF | None = None  # on the widget, while it is over it
        self.crosshair: QPointF | None = None
        self._outlined: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())  # rows and columns of the image
        self.placeholder, self.waiting = PLACEHOLDER, ""
        self._shows_words = True
        self._ground = QImage()  # what is painted under the strokes
        self._waited = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._waited.timeout.connect(self._show_ground)
        self.setMinimumSize(LEAST, LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def say(self, placeholder: str, waiting: str) -> None:
        """What stands here while nothing is on the sheet, and while an image is still to come."""
        if (placeholder, waiting) != (self.placeholder, self.waiting):
            self.placeholder, self.waiting = placeholder, waiting
            self.update()

    def outline(self, rows: tuple[int, ...], columns: tuple[int, ...]) -> None:
        """Lights up a part of the image of the data; none where either is empty."""
        if (rows, columns) != self._outlined:
            self._outlined = rows, columns
            self.update()

    # The image under the strokes

    def _await_ground(self) -> None:
        """Shows another image, or in a moment that it is not there."""
        ground = self._sheet.drawing.ground
        if ground is not None and ground.pixels is None:
            self._waited.start()
        else:
            self._show_ground()

    def _show_ground(self) -> None:
        self._waited.stop()
        ground = self._sheet.drawing.ground
        self._ground = QImage() if ground is None or ground.pixels is None else picture(ground.pixels)
        self.update()

    # Geometry

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

    def _diameter(self) -> float:
        """Of the tip, in widget pixels."""
        return self._width * self._scale()

    @property
    def ring(self) -> QRectF | None:
        """The outline of the tip around the pointer, where it is too large for a cursor."""
        if self._pointer is None or is_cursor(self._diameter()):
            return None
        area = QRectF(0, 0, self._diameter(), self._diameter())
        area.moveCenter(self._pointer)
        return area

    def _point_at(self, position: QPointF | None) -> None:
        """The pointer is here, or not over the sheet any more."""
        before, self._pointer = self.ring, position
        for ring in (before, self.ring):
            if ring is not None:
                self.update(ring.toAlignedRect().adjusted(-3, -3, 3, 3))

    def _update_area(self, area: QRectF) -> None:
        """Paints anew what lies here on the sheet."""
        if self._shows_words or self.crosshair:
            self.update()
        else:
            self.update(self._on_widget(area).toAlignedRect().adjusted(-2, -2, 2, 2))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(256), theme.px(256))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        frame = QPainterPath()
        frame.addRoundedRect(self._square().adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.save()
        painter.setClipPath(frame, Qt.ClipOperation.IntersectClip)
        painter.fillPath(frame, QColor(Qt.GlobalColor.black))
        self._paint_ground(painter)
        painter.drawImage(self._square(), self._sheet.raster.image)
        if not self._ground.isNull():
            area = self._on_widget(raster.place(self._ground.width(), self._ground.height()))
            outline(painter, area, (self._ground.height(), self._ground.width()), self._outlined)
        self._paint_words(painter)
        self._paint_crosshair(painter)
        if (ring := self.ring) is not None:
            paint_ring(painter, self._tool, ring)
        painter.restore()
        self._paint_frame(painter, frame)

    def _paint_ground(self, painter: QPainter) -> None:
        """Every pixel a square, unless there are more of them than the screen has here."""
        if self._ground.isNull():
            return
        area = self._on_widget(raster.place(self._ground.width(), self._ground.height()))
        fine = self._ground.width() > area.width() * self.devicePixelRatioF()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, fine)
        painter.drawImage(area, self._ground)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)

    def _paint_words(self, painter: QPainter) -> None:
        self._shows_words = self._ground.isNull() and self._sheet.raster.is_empty()
        if self._shows_words:
            painter.setPen(QColor(_PLACEHOLDER_GREY))
            margin = theme.px(16)
            area = self._square().adjusted(margin, margin, -margin, -margin)
            words = self.placeholder if self._sheet.drawing.ground is None else self.waiting
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)

    def _paint_crosshair(self, painter: QPainter) -> None:
        if not self.crosshair:
            return
        at = self._on_widget(QRectF(self.crosshair, QSizeF())).topLeft()
        radius = self._diameter() / 2
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
