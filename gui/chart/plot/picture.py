"""The plot painted for other programs: as vectors where the painter takes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QGraphicsView, QWidget

from gui.appearance import theme
from gui.chart.plot.axes import Axes


def paint_picture(
    view: QGraphicsView, axes: Axes, font: QFont, export: Callable[[bool], None], painter: QPainter, target: QRectF
) -> None:
    """Paint a view of curves and its axes, which is as large as `target`; `export` is told True before and False after.

    SVG knows no clipping: what left the curves' area is covered before the labels are written.
    """
    rect, look = QRectF(view.viewport().rect()), theme.current()
    area = axes.area(rect, font)
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    export(True)
    view.render(painter, target, view.viewport().rect(), Qt.AspectRatioMode.IgnoreAspectRatio)
    export(False)
    painter.translate(target.topLeft())
    for margin in _around(area, rect.adjusted(0, -rect.height(), 0, rect.height())):
        painter.fillRect(margin, look.colour("surface"))
    axes.paint_labels(painter, area, look, font)
    painter.restore()


def paint_focus(viewport: QWidget) -> None:
    """That the plot has the keyboard, over all that is painted."""
    painter = QPainter(viewport)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.current().colour("accent"), 1.5))
    painter.drawRoundedRect(QRectF(viewport.rect()).adjusted(1, 1, -1, -1), 4, 4)
    painter.end()


@contextmanager
def as_large_as(view: QGraphicsView, size: QSize) -> Iterator[None]:
    """The view of another size for a moment that nobody sees, so that letters keep their form; also a hidden one."""
    shown = view.size()
    view.setUpdatesEnabled(False)
    try:
        _resize(view, size)
        yield
    finally:
        _resize(view, shown)
        view.setUpdatesEnabled(True)


def _resize(view: QGraphicsView, size: QSize) -> None:
    before = view.size()
    view.resize(size)
    if not view.isVisible():  # Qt puts it off until it is shown
        QCoreApplication.sendEvent(view, QResizeEvent(size, before))


def _around(area: QRectF, rect: QRectF) -> tuple[QRectF, ...]:
    """The four strips of `rect` outside `area`."""
    return (
        QRectF(rect.topLeft(), QPointF(rect.right(), area.top())),
        QRectF(QPointF(rect.left(), area.bottom() + 1), rect.bottomRight()),
        QRectF(rect.topLeft(), QPointF(area.left(), rect.bottom())),
        QRectF(QPointF(area.right(), rect.top()), rect.bottomRight()),
    )
