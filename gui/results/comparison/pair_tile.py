"""PairTile: how one image of two runs is painted: the picture, what it is, and what each takes it for, how surely."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from engine.service.answers import ImagePredictions
from engine.service.comparison.comparison_answers import Pair
from gui.appearance import theme
from gui.pieces.images.answer_tile import BESIDE, GAP, MIDDLE, AnswerTile
from gui.pieces.images.answer_words import sureness
from gui.results.comparison.pair_words import FIRST, OTHER, answer_of


class PairTile(AnswerTile):
    """A line for the truth, and one for each of the two."""

    lines = 3

    def paint_words(self, painter: QPainter, area: QRectF, image: int) -> None:
        """As the base: below the picture."""
        pair: Pair | None = self.images.found
        if pair is None or pair.first is None or pair.other is None:
            return
        painter.setFont(self.font)
        painter.setPen(QColor(theme.current().text))
        line = QRectF(area.left(), area.top(), area.width(), self.metrics.height())
        painter.drawText(line, MIDDLE, self.cut(self.images.classes[int(pair.first.labels[image])], line.width()))
        for row, (name, found) in enumerate(((FIRST, pair.first), (OTHER, pair.other)), 1):
            self._paint_side(painter, line.translated(0, row * line.height()), name, found, image)

    def _paint_side(self, painter: QPainter, line: QRectF, name: str, found: ImagePredictions, image: int) -> None:
        """Who is right stands out."""
        right, sure = found.ranks[image] == 1, sureness(float(found.probability[image]))
        painter.setPen(QColor(theme.current().text if right else theme.current().secondary))
        room = line.width() - self.metrics.horizontalAdvance(sure) - theme.px(GAP)
        painter.drawText(line, MIDDLE, self.cut(f"{name} {answer_of(found, image, self.images.classes)}", room))
        painter.drawText(line, BESIDE, sure)
