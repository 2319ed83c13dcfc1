"""A chip: a button with a few words, which stand from their beginning where for a moment there is too little room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter


class Chip(QPushButton):
    """Qt alone cuts words at both ends."""

    @property
    def fitting(self) -> str:
        """What can be read of its words."""
        metrics, words, wanted = self.fontMetrics(), self.text(), self.sizeHint().width()
        if self.width() >= wanted:
            return words
        room = self.width() - wanted + metrics.horizontalAdvance(words)
        return metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = self.fitting
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.end()
