"""Pictures of what is painted, for other programs: as an image, or as the content of a PNG or SVG file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from gui.appearance import theme

Paint: TypeAlias = Callable[[QPainter, QRectF], None]
SCALE = 2.0


def picture(paint: Paint, size: QSize) -> QImage:
    """What `paint` paints into a rectangle of `size`, with twice the pixels."""
    image = QImage(size * SCALE, QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(SCALE)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint(painter, QRectF(0, 0, size.width(), size.height()))
    painter.end()
    return image


def picture_bytes(paint: Paint, size: QSize, kind: Literal["png", "svg"], title: str) -> bytes:
    """The picture as a file's content."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if kind == "png":
        QImageWriter(buffer, b"png").write(picture(paint, size))
    else:
        _paint_svg(paint, size, title, buffer)
    return bytes(buffer.data().data())


def _paint_svg(paint: Paint, size: QSize, title: str, buffer: QBuffer) -> None:
    from PySide6.QtSvg import QSvgGenerator  # rarely needed, so not at the window's start

    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setTitle(title)
    generator.setResolution(dots_per_inch())  # else letters are smaller than they were laid out
    painter = QPainter(generator)
    paint(painter, QRectF(0, 0, size.width(), size.height()))
    painter.end()


def dots_per_inch() -> int:
    """Of the screen, by which fonts in points are measured."""
    return round(QGuiApplication.primaryScreen().logicalDotsPerInch())


def looks_of(widget: QWidget) -> Paint:
    """A widget as it looks now, on the ground of the window; what nobody can press in a picture is not in it."""

    def paint(painter: QPainter, area: QRectF) -> None:
        painter.fillRect(area, QColor(theme.current().window))
        widget.render(painter, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
        for control in widget.findChildren(QWidget):
            if control.isVisibleTo(widget) and _is_pressed(control):
                _paint_over(painter, control, widget)

    return paint


def _is_pressed(part: QWidget) -> bool:
    """A choice, or a button, that is no part of what is shown."""
    return isinstance(part, QComboBox | QPushButton) or part.property("role") == "control"


def _paint_over(painter: QPainter, control: QWidget, whole: QWidget) -> None:
    """In place of a choice stands what is chosen, in place of a button nothing."""
    place = QRectF(QPoint(control.mapTo(whole, QPoint())), control.size())
    painter.fillRect(place, theme.current().colour(_ground(control, whole)))
    if isinstance(control, QComboBox):
        painter.setFont(control.font())
        painter.setPen(theme.current().colour("text"))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, control.currentText())


def _ground(part: QWidget, whole: QWidget) -> str:
    """What is behind it."""
    around = part.parentWidget()
    while around is not None and around is not whole:
        if around.property("role") == "surface":
            return "surface"
        around = around.parentWidget()
    return "window"


def titled(paint: Paint, size: QSize, title: str) -> tuple[Paint, QSize]:
    """The same with a line of words above it, and how large that is; without words as it is."""
    if not title:
        return paint, size
    metrics = QFontMetrics(QGuiApplication.font())
    high, wide = 2 * metrics.height(), max(size.width(), metrics.horizontalAdvance(title) + 2 * metrics.height())

    def painted(painter: QPainter, area: QRectF) -> None:
        painter.fillRect(area, QColor(theme.current().window))
        painter.setFont(QGuiApplication.font())
        painter.setPen(theme.current().colour("text"))
        line = QRectF(metrics.height() / 2, 0, area.width(), high)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)
        painter.translate(0, high)
        paint(painter, QRectF(0, 0, size.width(), size.height()))

    return painted, QSize(wide, size.height() + high)
