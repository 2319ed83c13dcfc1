"""Drag picture: the picture under the hand that drags; it goes to the right, so that the words on the line are seen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QCursor, QDrag, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView

from gui.appearance import theme

HOLD = 12  # how far inside its left end the hand holds it


def hang(drag: QDrag, view: QAbstractItemView, area: QRect) -> None:
    """Gives a drag the picture of an area of what a view shows, held at the height at which it was taken."""
    drag.setPixmap(_opaque(view.viewport().grab(area)))
    taken = view.viewport().mapFromGlobal(QCursor.pos()).y() - area.top()
    drag.setHotSpot(QPoint(min(theme.px(HOLD), area.width() - 1), min(max(taken, 0), area.height() - 1)))


def _opaque(picture: QPixmap) -> QPixmap:
    """On the window's colour: screens that cannot show through paint black instead."""
    whole = QPixmap(picture.size())
    whole.setDevicePixelRatio(picture.devicePixelRatio())
    whole.fill(theme.current().colour("window"))
    painter = QPainter(whole)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return whole
