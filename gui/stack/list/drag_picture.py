"""Drag picture: the picture that hangs at the mouse; right of it, so that the words on the line stay in sight."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QDrag, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView

from gui.appearance import theme

GAP = 14  # between the mouse and the picture


def hang(drag: QDrag, view: QAbstractItemView, area: QRect) -> None:
    """Gives a drag the picture of an area of what a view shows."""
    drag.setPixmap(_opaque(view.viewport().grab(area)))
    drag.setHotSpot(QPoint(-theme.px(GAP), 0))


def _opaque(picture: QPixmap) -> QPixmap:
    """On the window's colour: screens that cannot show through paint black instead."""
    whole = QPixmap(picture.size())
    whole.setDevicePixelRatio(picture.devicePixelRatio())
    whole.fill(theme.current().colour("window"))
    painter = QPainter(whole)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return whole
