"""Under pointer: what came to lie under the pointer by scrolling is pointed at, and what went is not any more."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QCursor, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget


def look_again(widget: QWidget) -> None:
    """Once all lies where it is to: Qt says nothing to widgets that move below a pointer that rests."""
    QTimer.singleShot(0, widget, lambda: _tell(widget.window()))


def _tell(window: QWidget) -> None:
    """As a move of the pointer to where it is: Qt itself then finds what it leaves and what it comes to."""
    at, handle, no_button = QCursor.pos(), window.windowHandle(), Qt.MouseButton.NoButton
    under = QApplication.widgetAt(at)
    if handle is None or under is None or under.window() is not window or QApplication.mouseButtons() != no_button:
        return
    local, keys = QPointF(window.mapFromGlobal(at)), QApplication.keyboardModifiers()
    moved = QMouseEvent(QEvent.Type.MouseMove, local, QPointF(at), no_button, no_button, keys)
    QCoreApplication.sendEvent(handle, moved)
