"""ConfusionPart: the confusion matrices of two runs side by side in one order of the classes, or their difference."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from engine.metrics.confusion import Counts, combined
from engine.service.comparison.comparison_answers import Pair
from gui.appearance import lengths, theme
from gui.pieces.classes.names import LENGTHS, bare
from gui.pieces.elided import Elided
from gui.pieces.pages.page_cards import words
from gui.pieces.pages.scrolled import scrolled, with_a_bar
from gui.pieces.quiet_buttons import quiet_button
from gui.results.comparison.difference_matrix import (
    BETTER,
    DifferenceMatrix,
    NamedDifference,
    difference,
)
from gui.results.comparison.pair_words import FIRST, OTHER
from gui.results.confusion.confusion_matrix import ConfusionMatrix
from gui.results.confusion.confusion_words import NamedConfusion
from gui.results.confusion.matrix_geometry import BARS, NAMED
from gui.results.confusion.matrix_part import CELLS, SORTED, SORTED_TIP

READABLE = 250  # of all cells of one, so that ten classes have figures that can be read
NARROWEST, BETWEEN = 200, 12  # of them side by side
HOW = "A row is a class, a column an answer: point at a cell to see how often each gives it."
VIEWS = (
    ("Side by side", "Both matrices, with the classes in one order"),
    ("Difference", f"How many images more or fewer {OTHER} takes for each class than {FIRST}. {BETTER}"),
)


class ConfusionPart(QWidget):
    """A line that says what is pointed at, the ways to look, and the matrices.

    picked(true class, answer, side)   images of a cell are wanted: of the "first", the "other", or "either" run
    """

    stem, noun = "compared-confusion", "confusion matrices"  # of what is copied and saved
    picked = Signal(int, int, str)

    def __init__(self) -> None:
        super().__init__()
        self.sentence = Elided("caption")
        self.first, self.other = ConfusionMatrix(READABLE), ConfusionMatrix(READABLE)
        self.difference = DifferenceMatrix(READABLE)
        for name, matrix in ((FIRST, self.first), (OTHER, self.other)):
            matrix.setAccessibleName(f"Confusion matrix of {name}")
        self.views = tuple(quiet_button(*said, checkable=True) for said in VIEWS)
        self.cells = {figures: quiet_button(*said, checkable=True) for figures, said in CELLS.items()}
        self.sorted = quiet_button(SORTED, SORTED_TIP, checkable=True)
        self.missing = words("", "secondary", wrap=True)
        self.missing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.titles = Elided("heading"), Elided("heading")
        self.call(FIRST, OTHER)
        self._apart: NamedDifference | None = None
        self._order: Counts | None = None
        self._places = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column, controls, both = QVBoxLayout(self), QHBoxLayout(), QWidget()
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, both)
        column.setContentsMargins(0, 0, 0, 0)
        self._both.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=4)
        lengths.follow(controls, setSpacing=2)
        lengths.follow(self._both, setSpacing=BETWEEN)
        for control in (*self.views, *self.cells.values(), self.sorted):
            controls.addWidget(control)
            if control is self.views[-1]:
                lengths.space(controls, 12)
        controls.addStretch(1)
        for title, matrix in zip(self.titles, (self.first, self.other), strict=True):
            self._both.addWidget(_titled(title, matrix), 1)
        for place in (both, self.difference, self.missing):
            self._places.addWidget(place)
        column.addLayout(controls)
        column.addWidget(self.sentence)
        self._area = with_a_bar(scrolled(self._places))  # what is said of a cell stays in sight
        column.addWidget(self._area, 1)

    def _connect(self) -> None:
        views, cells = QButtonGroup(self), QButtonGroup(self)
        for at, button in enumerate(self.views):
            views.addButton(button)
            button.clicked.connect(lambda *_: self._show())
            button.setChecked(at == 0)
        for figures, button in self.cells.items():
            cells.addButton(button)
            for matrix in self._matrices:
                button.clicked.connect(lambda *_, chosen=figures, matrix=matrix: matrix.show_figures(chosen))
        self.cells["counts"].setChecked(True)
        self.sorted.toggled.connect(lambda *_: self._show())
        for side, matrix in (("first", self.first), ("other", self.other), ("either", self.difference)):
            matrix.picked.connect(lambda truth, answer, side=side: self.picked.emit(truth, answer, side))
            matrix.said.connect(lambda _, matrix=matrix: self._say(matrix))

    @property
    def _matrices(self) -> tuple[ConfusionMatrix, ...]:
        return self.first, self.other, self.difference

    def call(self, first: str = FIRST, other: str = OTHER) -> None:
        """What both runs are called, with their letters."""
        for title, name in zip(self.titles, (first, other), strict=True):
            title.say(name)

    def show_pair(self, pair: Pair | None, classes: tuple[str, ...], why: str = "") -> None:
        """Shows two other runs, or why there are no matrices."""
        self._apart = self._order = None
        if pair is not None and pair.first is not None and pair.other is not None:
            sides = (NamedConfusion.of(one.metrics.confusion, classes) for one in (pair.first, pair.other))
            self._apart, self._order = difference(*sides), pair.order
        self.missing.setText(why if pair is None else pair.missing)
        named = self._apart is not None and len(self._apart.classes) <= NAMED
        for control in self.cells.values():
            control.setVisible(named)  # of more classes the cells have no figures
        for control in (*self.views, self.sorted):
            control.setEnabled(self._apart is not None)
        self._show()

    def _show(self) -> None:
        if self._apart is None:
            self.sentence.say("")
            self._places.setCurrentIndex(2)
            return
        order = self._order if self.sorted.isChecked() else None
        alone = self.views[1].isChecked()
        self._places.setCurrentIndex(int(alone))
        if alone:
            self.difference.show_confusion(self._apart, order)
        else:
            self.first.show_confusion(self._apart.first, order)
            self.other.show_confusion(self._apart.other, order)
        self._arrange()

    def _say(self, matrix: ConfusionMatrix) -> None:
        """Of a cell that is pointed at, what both count there."""
        if self._apart is None:
            return
        alone = matrix is self.difference
        if matrix.cell is not None:
            self.sentence.say(*(self._apart.sentence(*matrix.cell, longest) for longest in LENGTHS))
        else:
            self.sentence.say(f"{self._apart.summary()} {BETTER}" if alone else HOW, BETTER if alone else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Below one another where there is no room side by side."""
        direction = QBoxLayout.Direction
        room = self.width() - self._area.verticalScrollBar().sizeHint().width()
        wide = 2 * self.first.width_for(NARROWEST) + theme.px(BETWEEN) <= room
        self._both.setDirection(direction.LeftToRight if wide else direction.TopToBottom)

    # --- for other programs ---

    @property
    def picture(self) -> QWidget:
        """What is copied as a picture: whole matrices, with what the runs are called."""
        holder = QWidget()
        row, sides = QHBoxLayout(holder), (self.first, self.other)
        said = [title.text() for title in self.titles]
        shown = (
            [(f"{said[1]} less {said[0]}", self.difference)]
            if self.views[1].isChecked()
            else zip(said, sides, strict=True)
        )
        for title, matrix in shown:
            row.addWidget(_titled(words(title, "heading"), self._whole(matrix)))
        holder.adjustSize()
        return holder

    def _whole(self, matrix: ConfusionMatrix) -> ConfusionMatrix:
        """Another one of the same, as large as it usually is."""
        copy, order = type(matrix)(), self._order if self.sorted.isChecked() else None
        copy.show_figures(next(figures for figures, button in self.cells.items() if button.isChecked()))
        confusion = {self.first: self._apart and self._apart.first, self.other: self._apart and self._apart.other}
        if self._apart is not None:
            copy.show_confusion(confusion.get(matrix) or self._apart, order)
        copy.setFixedSize(copy.sizeHint() + QSize(theme.px(BARS), 0))
        return copy

    @property
    def filled(self) -> bool:
        """Whether there is anything to copy."""
        return self._apart is not None

    def table(self) -> Iterator[list[Any]]:
        """A row for each pair of true class and answer that either counts: how often A, B, and the difference."""
        yield ["true class", "answer", FIRST, OTHER, "difference"]
        if self._apart is None:
            return
        first, other = self._apart.first.counts, self._apart.other.counts
        names = [bare(name) for name in self._apart.classes]
        for cell in combined(first, other).cells.tolist():
            truth, answer = divmod(cell, first.size)
            a, b = first.at(truth, answer), other.at(truth, answer)
            yield [names[truth], names[answer], a, b, b - a]


def _titled(title: QWidget, matrix: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(title)
    column.addWidget(matrix, 1)
    return holder
