"""The line over the curves at the step that is looked at; at the newest there is none."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.appearance import theme


class StandLine(QWidget):
    """As wide as itself, so that moving it paints little of the curves anew; it lets the mouse through."""

    def __init__(self, plot: QWidget) -> None:
        super().__init__(plot)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.hide()

    def stand_at(self, x: float | None, area: QRectF) -> None:
        """In a column of the plot; None, or outside of the curves, nowhere."""
        if x is None or not area.left() - 1 <= x <= area.right() + 1:
            self.hide()
            return
        self.setGeometry(round(x) - 1, round(area.top()), 3, round(area.height()))
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(theme.current().colour("accent"), 1.5))
        painter.drawLine(self.rect().center().x(), 0, self.rect().center().x(), self.height())
        painter.end()
