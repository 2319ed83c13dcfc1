"""A hand on the mouse that draws."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


def drag(widget, *points, button=LEFT):
    """Through points of the widget, which is half as large as the canvas."""
    first, *others = (QPoint(x, y) for x, y in points)
    QTest.mousePress(widget, button, pos=first)
    for point in others:
        QTest.mouseMove(widget, point)
    QTest.mouseRelease(widget, button, pos=others[-1] if others else first)
