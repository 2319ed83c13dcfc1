"""ConfusedPairs: which class was taken for which, the most frequent mistake first."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QColor, QPainter

from engine.metrics.confusion import of_rows
from gui.appearance import theme
from gui.appearance.numerals import numeral
from gui.pieces.classes.cut import cut
from gui.pieces.classes.names import nearest, ranks
from gui.pieces.painted_rows import WHOLE
from gui.results.confusion.confusion_words import NamedConfusion
from gui.results.confusion.matrix_text import figure
from gui.results.confusion.picked_rows import LEFT, RIGHT, PickedRows

GAP = 8
ARROW = " → "
NO_MISTAKES = "No mistakes at all."
FOUND_NONE = "No mistake between classes that are called like that."


class ConfusedPairs(PickedRows):
    """A row for each pair: true class → answer, how often, and of how many per cent of the class's images.

    picked(true class, answer)   a row was chosen
    """

    picked = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._confusion = NamedConfusion(of_rows(((0,),)), ("",))
        self.setAccessibleName("The most confused classes")

    def show_confusion(self, confusion: NamedConfusion) -> None:
        """Shows other counts."""
        self._confusion = confusion
        self.show_classes(confusion.classes, confusion.counts.mistaken)
        self.setAccessibleDescription(self._in_words())

    def _find(self) -> None:
        """Pairs of which either class is called like that."""
        self.nothing = FOUND_NONE if len(self._order) else NO_MISTAKES
        ranked = ranks(self._names, self._letters)
        true, answers = np.divmod(self._order, max(1, len(self._names)))
        self._rows = nearest(self._order, np.minimum(ranked[true], ranked[answers]))
        self.show_rows(len(self._rows), len(self._order))

    def _in_words(self) -> str:
        first = [self.sentence(row) for row in range(min(WHOLE, len(self._rows)))]
        more = len(self._rows) - len(first)
        return " ".join([*first, *([f"And {numeral(more)} more."] if more else [])]) or NO_MISTAKES

    def pair(self, row: int) -> tuple[int, int]:
        """True class and answer of a row."""
        true, answer = divmod(int(self._rows[row]), len(self._names))
        return true, answer

    def pick(self, row: int) -> None:
        self.picked.emit(*self.pair(row))

    def sentence(self, index: int) -> str:
        return self._confusion.sentence(*self.pair(index))

    def paint_row(self, painter: QPainter, area: QRectF, index: int) -> None:
        self.paint_ground(painter, area, index)
        true, answer = self.pair(index)
        count, (_, images) = self._confusion.counts.at(true, answer), self._confusion.right(true)
        shares = painter.fontMetrics().horizontalAdvance("100 %") + theme.px(GAP)
        counts = painter.fontMetrics().horizontalAdvance(numeral(count)) + theme.px(GAP)
        painter.setPen(QColor(theme.current().secondary))
        painter.drawText(area, RIGHT, f"{figure(count, images, 'shares')} %")
        painter.setPen(QColor(theme.current().text))
        painter.drawText(area.adjusted(0, 0, -shares, 0), RIGHT, numeral(count))
        self._paint_names(painter, area.adjusted(0, 0, -shares - counts, 0), true, answer)

    def _paint_names(self, painter: QPainter, area: QRectF, true: int, answer: int) -> None:
        """Each of the two has half of the room, and what the other one leaves."""
        metrics, (first, second) = painter.fontMetrics(), (self._names[true], self._names[answer])
        arrow = metrics.horizontalAdvance(ARROW)
        room = area.width() - arrow
        left = min(metrics.horizontalAdvance(first), max(room / 2, room - metrics.horizontalAdvance(second)))
        for name, at, width in ((first, 0.0, left), (second, left + arrow, room - left)):
            painter.drawText(area.adjusted(at, 0, 0, 0), LEFT, cut(name, metrics, int(width) + 1))
        painter.setPen(QColor(theme.current().secondary))
        painter.drawText(area.adjusted(left, 0, 0, 0), LEFT, ARROW)
