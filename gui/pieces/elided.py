"""A label of one line that ends in … where there is no room; its tool tip tells the whole."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from gui.appearance import theme


class Elided(QLabel):
    """As wide as its words where it may be, and any narrower."""

    def __init__(self, role: str) -> None:
        super().__init__()
        theme.set_role(self, role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, words: str) -> None:
        """Shows these words."""
        if words != self.text():
            self.setText(words)
            self.setToolTip(words)

    def room(self, words: str) -> int:
        """How wide it has to be for these words to stand there whole, in pixels."""
        return self.fontMetrics().horizontalAdvance(words) + self._blank() + 1

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def _blank(self) -> int:
        return max(0, self.indent())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - self._blank())
        painter.drawText(self.rect().adjusted(self._blank(), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
