"""DifferenceMatrix: how many images more or fewer than A the run B takes for each class."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from engine.metrics.confusion import Counts, combined
from gui.appearance import theme
from gui.appearance.numerals import numeral, tenths_of_percent
from gui.pieces.classes.names import LENGTHS, short
from gui.results.comparison.pair_words import FIRST, OTHER
from gui.results.confusion.confusion_matrix import ConfusionMatrix
from gui.results.confusion.confusion_picture import Dots, dotted, rgb
from gui.results.confusion.confusion_words import NamedConfusion, times
from gui.results.confusion.matrix_geometry import LEAST_BARS, LEAST_SIDE
from gui.results.confusion.matrix_painting import RIGHT, MatrixPainting

BETTER = f"Blue: {OTHER} is better there; orange: {FIRST} is."


@dataclass(frozen=True, eq=False)
class NamedDifference(NamedConfusion):
    """What the other matrix counts less what the first does, of the same images; cells that count alike are left out.

    Its counts may be negative.
    """

    first: NamedConfusion
    other: NamedConfusion

    def arranged(self, order: Counts) -> NamedDifference:
        """With the classes in another order (classes,)."""
        classes = tuple(self.classes[label] for label in order.tolist())
        sides = self.first.arranged(order), self.other.arranged(order)
        return NamedDifference(self.counts.arranged(order), classes, *sides)

    def right(self, index: int) -> tuple[int, int]:
        """Of a class, how many more images B recognised, and all of them."""
        return int(self.counts.right[index]), self.first.right(index)[1]

    def sentence(self, row: int, column: int, longest: int = LENGTHS[0]) -> str:
        """One cell in words: 4 taken for 9: 3 times by A, 5 times by B."""
        true, answer = (short(self.classes[index], longest) for index in (row, column))
        a, b = (one.counts.at(row, column) for one in (self.first, self.other))
        if row == column:
            images = numeral(self.right(row)[1])
            return f"{true} recognised: {numeral(a)} of {images} times by {FIRST}, {numeral(b)} by {OTHER}."
        return f"{true} taken for {answer}: {_often(a)} by {FIRST}, {_often(b)} by {OTHER}."

    def answered(self, column: int) -> str:
        """How often a class was the answer of both."""
        a, b = (int(one.counts.answers_of_class[column]) for one in (self.first, self.other))
        return f"{self.classes[column]} was the answer of {FIRST} {times(a)}, of {OTHER} {times(b)}."

    def summary(self, longest: int = LENGTHS[0]) -> str:
        """What stands out: the cell in which they differ most."""
        if not len(self.counts.cells):
            return "Both matrices are the same."
        most = int(self.counts.cells[np.abs(self.counts.counts).argmax()])
        return self.sentence(*divmod(most, self.counts.size), longest)


def difference(first: NamedConfusion, other: NamedConfusion) -> NamedDifference:
    """Of two matrices of the same classes."""
    return NamedDifference(combined(first.counts, other.counts, -1), first.classes, first, other)


class DifferencePainting(MatrixPainting):
    """Figures have a sign, and beside a row stands by how much more of it was recognised."""

    bars_title = "More right"

    def text(self, count: int, images: int) -> str:
        """As the base; +3, −12, in images or in hundredths of the class."""
        value = count if self.figures == "counts" else round(100 * count / max(1, images))
        return _signed(str(abs(value)), value)

    def bar(self, row: int) -> QRectF:
        """As the base: figures alone stay beside their row."""
        area = self.places.bar(row)
        area.setWidth(min(area.width(), theme.px(LEAST_BARS)))
        return area

    def paint_bars(self) -> None:
        """As the base: in figures alone."""
        self.painter.setFont(theme.tabular(theme.caption_font()))
        self.painter.setPen(QColor(theme.current().text))
        for row in range(self.places.count):
            gained, images = self.confusion.right(row)
            said = _signed(tenths_of_percent(abs(gained) / images), gained) if images else ""
            self.painter.drawText(self.bar(row), RIGHT, said)


def _often(count: int) -> str:
    return times(count) if count else "never"


def _signed(size: str, value: int) -> str:
    return f"+{size}" if value > 0 else f"−{size}" if value < 0 else size


class DifferenceMatrix(ConfusionMatrix):
    """Blue where B is better, orange where A is, stronger the larger the difference, as a share of the class."""

    painting = DifferencePainting

    def __init__(self, least: int = LEAST_SIDE) -> None:
        super().__init__(least)
        self.setAccessibleName("Difference of the confusion matrices")

    def coloured(self, confusion: NamedConfusion, most: int) -> Dots:
        """As the base."""
        counts, look = confusion.counts, theme.current()
        images = np.array([confusion.right(row)[1] for row in range(counts.size)], np.float64)
        shares = np.abs(counts.counts) / np.maximum(1, images[counts.truths])
        better = ((counts.truths == counts.answers) == (counts.counts > 0))[:, None]
        fronts = np.where(better, rgb(look.accent), rgb(look.validation))
        return dotted(counts, shares / max(1e-9, float(shares.max(initial=0))), fronts, most)
