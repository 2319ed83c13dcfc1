"""A tick whose words go on in further lines where one is too short for them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget


class WrappingTick(QWidget):
    """A box to tick, and its words beside it, which tick it too."""

    clicked = Signal(bool)

    def __init__(self, words: str, tip: str) -> None:
        super().__init__()
        self.box, self.label = QCheckBox(), _Words(words)
        self.box.setAccessibleName(words)
        self.box.setAccessibleDescription(tip)
        self.setToolTip(tip)
        self.box.clicked.connect(self.clicked)
        self.label.pressed.connect(self.box.click)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)  # the box brings its own
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)


class _Words(QLabel):
    pressed = Signal()

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setWordWrap(True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.setAccepted(event.button() == Qt.MouseButton.LeftButton)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()
