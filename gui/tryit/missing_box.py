"""What stands in the place of an image that is not there: why, and the two ways on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.appearance import lengths, theme


class MissingBox(QFrame):
    """Lies over the canvas.

    data_asked()      the Data page is wanted, where the ways out stand
    drawing_asked()   something is to be drawn instead
    """

    data_asked = Signal()
    drawing_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(self, "surface")
        self.sentence = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.sentence.setWordWrap(True)
        self.data, self.draw = QPushButton("Get the images…"), QPushButton("Draw instead")
        self.data.setToolTip("The Data page says what is missing, and where to put it")
        self.draw.setToolTip("An empty canvas to draw on")
        self.data.clicked.connect(self.data_asked)
        self.draw.clicked.connect(self.drawing_asked)
        column = QVBoxLayout(self)
        lengths.follow(column, setContentsMargins=(16,) * 4, setSpacing=8)
        column.addStretch(1)
        for part in (self.sentence, self.data, self.draw):
            column.addWidget(part)
        column.addStretch(1)
        self.hide()

    def show_why(self, sentence: str) -> None:
        """Shows the sentence, or hides with ""."""
        self.sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
