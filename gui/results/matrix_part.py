"""MatrixPart: the confusion matrix, what is said of it, and its classes one by one where they are many."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.appearance import lengths, theme
from gui.pieces.elided import Elided
from gui.results.confusion_matrix import ConfusionMatrix
from gui.results.confusion_words import Confusion
from gui.results.many_classes import ManyClasses
from gui.results.matrix_geometry import NAMED

SPACING, GAP = 4, 12
WIDEST = 280  # of the classes: what is left is for the matrix
MATRIX, CLASSES = 3, 2  # how they share the width
UNBOUNDED = 16_777_215  # Qt's greatest length of a widget


class MatrixPart(QWidget):
    """It takes no more room than its matrix can fill: what is left is for whatever stands beside it or below."""

    def __init__(self) -> None:
        super().__init__()
        self.sentence, self.matrix, self.classes = Elided("caption"), ConfusionMatrix(), ManyClasses()
        self._column, row = QVBoxLayout(self), QHBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(self._column, setSpacing=SPACING)
        lengths.follow(row, setSpacing=GAP)
        lengths.follow(self.classes, setMaximumWidth=WIDEST)
        row.addWidget(self.matrix, MATRIX)
        row.addWidget(self.classes, CLASSES)
        self._column.addWidget(self.sentence)
        self._column.addLayout(row, 1)
        self.matrix.said.connect(lambda sentences: self.sentence.say(*sentences))

    def show_confusion(self, confusion: Confusion | None) -> None:
        """Shows counts; None hides them."""
        many = confusion is not None and len(confusion.classes) > NAMED
        self.matrix.setVisible(confusion is not None)
        self.classes.setVisible(many)
        if confusion is not None:
            self.matrix.show_confusion(confusion)
        if confusion is not None and many:
            self.classes.show_confusion(confusion)

    def stand_beside(self) -> None:
        """The mistakes are beside it: it may be as high as there is room."""
        beside = theme.px(GAP + WIDEST) if self.classes.isVisibleTo(self) else 0
        self.setMaximumSize(self.matrix.widest + beside, UNBOUNDED)

    def stand_above(self, width: int) -> None:
        """The mistakes are below it, and it has this width."""
        above = self.sentence.sizeHint().height() + self._column.spacing()
        highest = UNBOUNDED if self.classes.isVisibleTo(self) else above + self.matrix.height_at(width)
        self.setMaximumSize(UNBOUNDED, highest)
