"""An image as the network sees it: every pixel a square, its value under the pointer."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from engine.network.shapes import sized
from gui.appearance import theme
from gui.appearance.numerals import numeral
from gui.pieces.images.pictures import picture

RADIUS = 3
EMPTY = "Nothing drawn"


class Preview(QWidget):
    """An image of (H, W) or (3, H, W), enlarged without smoothing; the pointer reads its values.

    hovered(row, column)     the pointer is over this pixel
    """

    hovered = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: np.ndarray | None = None
        self._image = QImage()
        self._message = EMPTY
        self._outlined: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setMinimumSize(28, 28)
        self.setAccessibleName("What the network sees")
        self.setAccessibleDescription(EMPTY)

    def set_pixels(self, values: np.ndarray | None) -> None:
        """Show uint8 or float values of (H, W), (1, H, W) or (3, H, W), or nothing; raises ValueError for others.

        Of floats the least value is black and the greatest white.
        """
        new = None if values is None else _channels_first(values)
        if new is not None and self._values is not None and np.array_equal(new, self._values):
            return  # the same image again, as often while a network trains
        self._values = new
        self._image = QImage() if self._values is None else picture(_levels(self._values))
        self.setAccessibleDescription(self._in_words())
        self.update()

    def outline(self, rows: tuple[int, ...], columns: tuple[int, ...]) -> None:
        """Lights up a part of the image; none where either is empty."""
        if (rows, columns) != self._outlined:
            self._outlined = rows, columns
            self.update()

    def set_message(self, words: str) -> None:
        """What to say while there is no image."""
        self._message = words
        self.setToolTip(words)
        self.setAccessibleDescription(self._in_words())
        self.update()

    def _in_words(self) -> str:
        if self._values is None:
            return self._message
        channels, height, width = self._values.shape
        return f"{sized(width, height)}, {'colour' if channels == 3 else 'grey'}"

    # Geometry

    def area(self) -> QRectF:
        """Where the image lies on the widget: as large as fits, centred."""
        size = QSize(self._image.size() if self._values is not None else QSize(1, 1))
        size.scale(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        area = QRect(0, 0, size.width(), size.height())
        area.moveCenter(self.rect().center())
        return QRectF(area)

    def pixel_at(self, position: QPointF) -> tuple[int, int] | None:
        """Row and column of the image under a point of the widget."""
        area = self.area()
        if self._values is None or not area.contains(position):
            return None
        _, height, width = self._values.shape
        at = position - area.topLeft()
        row, column = int(at.y() * height / area.height()), int(at.x() * width / area.width())
        return min(row, height - 1), min(column, width - 1)

    def reading(self, row: int, column: int) -> str:
        """The value of a pixel in words, which count from 1."""
        assert self._values is not None  # noqa: S101 - only asked for a pixel that pixel_at() found
        values = self._values[:, row, column]
        names = ("red ", "green ", "blue ") if len(values) == 3 else ("",)
        figures = " · ".join(f"{name}{_figure(value)}" for name, value in zip(names, values, strict=True))
        return f"row {row + 1}, column {column + 1}: {figures}"

    def sizeHint(self) -> QSize:
        return QSize(theme.px(84), theme.px(84))

    # Events and painting

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        pixel = self.pixel_at(event.position())
        if pixel is None:
            QToolTip.hideText()
            return
        self.hovered.emit(*pixel)
        QToolTip.showText(event.globalPosition().toPoint(), self.reading(*pixel), self)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QPainterPath()
        frame.addRoundedRect(self.area().adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        if self._values is None:
            self._paint_empty(painter, frame)
        else:
            self._paint_image(painter, frame)
            outline(painter, self.area(), self._values.shape[1:], self._outlined)
        painter.setPen(QColor(theme.current().border))
        painter.drawPath(frame)

    def _paint_image(self, painter: QPainter, frame: QPainterPath) -> None:
        painter.save()
        painter.setClipPath(frame)
        shrinks = self._image.width() > self.area().width() * self.devicePixelRatioF()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, shrinks)
        painter.drawImage(self.area(), self._image)
        painter.restore()

    def _paint_empty(self, painter: QPainter, frame: QPainterPath) -> None:
        painter.fillPath(frame, QColor(theme.current().surface))
        painter.setPen(QColor(theme.current().secondary))
        painter.setFont(theme.caption_font())
        if self._has_room(painter):
            painter.drawText(self.area(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._message)

    def _has_room(self, painter: QPainter) -> bool:
        """In a small tile the tip alone says why there is no image."""
        widest = max(map(painter.fontMetrics().horizontalAdvance, self._message.split()), default=0)
        return widest <= self.area().width() - 2 * RADIUS


def outline(painter: QPainter, area: QRectF, size: tuple[int, ...], part: tuple[tuple[int, ...], ...]) -> None:
    """Outlines some rows and columns of an image of this height and width, to be seen on black and on white."""
    rows, columns = part
    if not rows or not columns:
        return
    down, across = area.height() / size[0], area.width() / size[1]
    place = QRectF(
        area.left() + columns[0] * across,
        area.top() + rows[0] * down,
        (columns[-1] + 1 - columns[0]) * across,
        (rows[-1] + 1 - rows[0]) * down,
    )
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for width, colour in ((3.0, QColor(0, 0, 0, 140)), (1.5, QColor(theme.current().accent))):
        painter.setPen(QPen(colour, width))
        painter.drawRect(place)


def _channels_first(values: np.ndarray) -> np.ndarray:
    stacked = values[None] if values.ndim == 2 else values
    if stacked.ndim != 3 or stacked.shape[0] not in {1, 3} or 0 in stacked.shape:
        raise ValueError(f"An image is (H, W), (1, H, W) or (3, H, W), not {values.shape}.")
    return stacked.copy()


def _levels(values: np.ndarray) -> np.ndarray:
    if values.dtype == np.uint8:
        return values
    finite = np.nan_to_num(values.astype(np.float32), posinf=0, neginf=0)
    bottom, top = float(finite.min()), float(finite.max())
    span = top - bottom if top > bottom else 1.0
    return np.clip((finite - bottom) / span * 255 + 0.5, 0, 255).astype(np.uint8)


def _figure(value: np.generic) -> str:
    return str(value) if value.dtype == np.uint8 else numeral(float(value), ".3f")
