"""Pictures of what is painted, for other programs: as an image, or as the content of a PNG or SVG file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal, TypeAlias

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QObject, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QSlider, QWidget

from gui.appearance import theme

Paint: TypeAlias = Callable[[QPainter, QRectF], None]
SCALE = 2.0
LEFT_OUT = "left out of pictures"


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
    """A widget as it looks now, on the ground of the window; what nobody can press in a picture is not in it, nor where
    the keyboard is.
    """

    def paint(painter: QPainter, area: QRectF) -> None:
        painter.fillRect(area, QColor(theme.current().window))
        with _without_keyboard(widget):
            widget.render(painter, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
        for control in widget.findChildren(QWidget):
            if control.isVisibleTo(widget) and _is_pressed(control):
                _paint_over(painter, control, widget)

    return paint


class _Deaf(QObject):
    """Keeps from a widget that the keyboard leaves it and comes back: nobody did that."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return event.type() in {QEvent.Type.FocusOut, QEvent.Type.FocusIn, QEvent.Type.FocusAboutToChange}


@contextmanager
def _without_keyboard(whole: QWidget) -> Iterator[None]:
    """While it lasts the keyboard is on no part of it, and nobody hears of that."""
    on, app, deaf = QApplication.focusWidget(), QApplication.instance(), _Deaf()
    if on is None or app is None or not (on is whole or whole.isAncestorOf(on)):
        yield
        return
    silent = app.blockSignals(True)
    on.installEventFilter(deaf)
    try:
        on.clearFocus()
        yield
    finally:
        on.setFocus()
        on.removeEventFilter(deaf)
        app.blockSignals(silent)


def leave_out(*parts: QWidget) -> None:
    """What belongs to a control, as its name, and is in no picture either."""
    for part in parts:
        part.setProperty(LEFT_OUT, True)


def _is_pressed(part: QWidget) -> bool:
    """A choice, a slider, or a button that is no part of what is shown."""
    control = part.property("role") in ("control", "choice") or bool(part.property(LEFT_OUT))
    return control or isinstance(part, QComboBox | QPushButton | QSlider)


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
