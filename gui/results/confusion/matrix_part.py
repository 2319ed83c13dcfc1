"""MatrixPart: the confusion matrix, what is said of it and how it is written, and its classes where they are many."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from engine.metrics.confusion import Counts
from gui.appearance import lengths, theme
from gui.pieces.classes.names import bare
from gui.pieces.elided import Elided
from gui.pieces.quiet_buttons import quiet_button
from gui.results.confusion.confusion_matrix import ConfusionMatrix
from gui.results.confusion.confusion_words import NamedConfusion
from gui.results.confusion.many_classes import ManyClasses
from gui.results.confusion.matrix_geometry import NAMED
from gui.results.confusion.matrix_text import Figures

SPACING, GAP = 4, 12
ONE_ROW = 570  # for what is said and the ways to write the matrix
WIDEST = 280  # of the classes: what is left is for the matrix
MATRIX, CLASSES = 3, 2  # how they share the width
CELLS: dict[Figures, tuple[str, str]] = {
    "counts": ("Counts", "The cells count images"),
    "shares": ("Shares", "The cells say what per cent of their true class they are"),
}
SORTED = "Sorted"
SORTED_TIP = "Classes that are taken for each other stand side by side, the most confused first"


class MatrixPart(QWidget):
    """A line that says what is pointed at, beside it the ways to write the matrix, and the matrix as large as fits."""

    stem, noun = "confusion", "confusion matrix"  # of what is copied and saved

    def __init__(self) -> None:
        super().__init__()
        self.sentence, self.matrix, self.classes = Elided("caption"), ConfusionMatrix(), ManyClasses()
        self.cells = {figures: quiet_button(*words, checkable=True) for figures, words in CELLS.items()}
        self.sorted = quiet_button(SORTED, SORTED_TIP, checkable=True)
        self._confusion: NamedConfusion | None = None
        self._order: Counts | None = None
        self._lay_out()
        self._connect()
        self.show_confusion(None)

    def _lay_out(self) -> None:
        column, controls, row = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=SPACING)
        lengths.follow(controls, setSpacing=2)
        lengths.follow(row, setSpacing=GAP)
        lengths.follow(self.classes, setMaximumWidth=WIDEST)
        for control in (*self.cells.values(), self.sorted):
            controls.addWidget(control)
        controls.addStretch(1)
        self._head.addWidget(self.sentence, 1)
        self._head.addLayout(controls)
        row.addWidget(self.matrix, MATRIX)
        row.addWidget(self.classes, CLASSES)
        column.addLayout(self._head)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        group = QButtonGroup(self)
        for figures, button in self.cells.items():
            group.addButton(button)
            button.clicked.connect(lambda *_, chosen=figures: self.matrix.show_figures(chosen))
        self.cells["counts"].setChecked(True)
        self.sorted.toggled.connect(lambda *_: self._show_matrix())
        self.matrix.said.connect(lambda sentences: self.sentence.say(*sentences))

    def show_confusion(self, confusion: NamedConfusion | None, order: Counts | None = None) -> None:
        """Shows counts; None hides them. `order` is that of the classes by confusion, where it is known already."""
        self._confusion, self._order = confusion, order
        size = 0 if confusion is None else confusion.counts.size
        self.matrix.setVisible(size > 0)
        self.classes.setVisible(size > NAMED)
        self.sorted.setVisible(size > 2)
        self.sorted.setEnabled(order is not None)
        for control in self.cells.values():
            control.setVisible(0 < size <= NAMED)  # of more classes the cells have no figures
        self._show_matrix()
        if confusion is not None and size > NAMED:
            self.classes.show_confusion(confusion)

    def _show_matrix(self) -> None:
        if self._confusion is not None:
            self.matrix.show_confusion(self._confusion, self._order if self.sorted.isChecked() else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is said has a line of its own where the figure at its end would have no room."""
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        wide = event.size().width() >= theme.px(ONE_ROW)
        self._head.setDirection(direction.LeftToRight if wide else direction.TopToBottom)

    # --- for other programs ---

    @property
    def picture(self) -> QWidget:
        """What is copied as a picture."""
        return self.matrix

    def table(self) -> Iterator[list[Any]]:
        """A row for each true class, a column for each answer, names first; in the order of the data."""
        if self._confusion is None:
            return
        names = [bare(name) for name in self._confusion.classes]
        yield ["true class \\ answer", *names]
        for label, name in enumerate(names):
            yield [name, *self._confusion.counts.row(label).tolist()]
