"""The confusion matrix on paper: cells, names along both sides, figures in the cells, a bar for each row, marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.appearance import theme
from gui.pieces.classes.cut import cut
from gui.results.confusion.class_bars import paint_share, percent
from gui.results.confusion.confusion_picture import image, legible_on
from gui.results.confusion.confusion_words import NamedConfusion
from gui.results.confusion.matrix_geometry import GAP, Cell, Geometry
from gui.results.confusion.matrix_text import Figures, draw_upwards, figure, fitting_font, set_emphasis

WITH_GAPS = 6  # cells at least as large have gaps between them
SHORTEST_BAR = 16  # beside its percentage
SMALLEST_MARK = 7  # around the chosen cell
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, eq=False)
class MatrixPainting:
    """One painting of a matrix; `colours` are those of its dots (side, side, 3)."""

    painter: QPainter
    places: Geometry
    confusion: NamedConfusion  # its classes in the order of the rows
    colours: NDArray[np.uint8]
    figures: Figures
    cell: Cell | None  # the one pointed at
    bars_title: ClassVar[str] = "Right"  # what stands above them

    def paint(self) -> None:
        """Everything but the marks."""
        self.painter.drawImage(self.places.cells, image(self.colours))
        if self.places.each >= theme.px(WITH_GAPS):
            self._paint_gaps()
        self._paint_titles()
        if self.places.names:
            self._paint_names()
            self._paint_figures()
        if self.places.bars:
            self.paint_bars()

    def mark(self, cell: Cell, colour: str, width: float) -> None:
        """A frame around a cell, and around its neighbours where it would be too small to see."""
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(QPen(QColor(colour), width))
        grown = max(0.5, (theme.px(SMALLEST_MARK) - self.places.each) / 2)
        self.painter.drawRect(self.places.cell(*cell).adjusted(-grown, -grown, grown - 1, grown - 1))

    def frame(self) -> None:
        """Around all cells: the keys choose among them."""
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(QPen(QColor(theme.current().accent), 2))
        self.painter.drawRect(self.places.cells.adjusted(-1, -1, 0, 0))

    def _paint_gaps(self) -> None:
        area, painter = self.places.cells, self.painter
        painter.setPen(QPen(QColor(theme.current().window), 1))
        for index in range(self.places.count + 1):
            at = index * self.places.each - 0.5
            painter.drawLine(QPointF(area.left() + at, area.top()), QPointF(area.left() + at, area.bottom()))
            painter.drawLine(QPointF(area.left(), area.top() + at), QPointF(area.right(), area.top() + at))

    def _paint_titles(self) -> None:
        area, painter = self.places.cells, self.painter
        painter.setFont(theme.caption_font())
        painter.setPen(QColor(theme.current().secondary))
        line = painter.fontMetrics().height()
        painter.drawText(QRectF(area.left(), 0, area.width(), line), CENTRE, "Answer")
        draw_upwards(painter, QRectF(0, area.top(), line, area.height()), CENTRE, "True class")
        if self.places.bars:
            above = self.bar(0).translated(0, -line - theme.px(GAP))
            above.setHeight(line)
            painter.drawText(above, RIGHT, self.bars_title)

    def _paint_names(self) -> None:
        chosen_row, chosen_column = self.cell or (-1, -1)
        width, gap = self.places.names, theme.px(GAP)
        for index, name in enumerate(self.confusion.classes):
            cell = self.places.cell(index, 0)
            set_emphasis(self.painter, on=index == chosen_row)
            self.painter.drawText(
                QRectF(cell.left() - gap - width, cell.top(), width, cell.height()), RIGHT, self._cut(name, width)
            )
            set_emphasis(self.painter, on=index == chosen_column)
            self._paint_column_name(index, name)

    def _paint_column_name(self, index: int, name: str) -> None:
        cell, line, gap = self.places.cell(0, index), self.painter.fontMetrics().height(), theme.px(GAP)
        bottom = cell.top() - gap
        if self.places.upright:
            self.painter.drawText(
                QRectF(cell.left(), bottom - line, cell.width(), line), CENTRE, self._cut(name, cell.width())
            )
        else:
            above = QRectF(cell.left(), line + gap, cell.width(), bottom - line - gap)
            draw_upwards(self.painter, above, LEFT, self._cut(name, above.height()))

    def _cut(self, name: str, width: float) -> str:
        return cut(name, self.painter.fontMetrics(), int(width) + 1)

    def _paint_figures(self) -> None:
        """All in one size, in which the longest fits."""
        counts = self.confusion.counts
        cells = zip(counts.truths.tolist(), counts.answers.tolist(), counts.counts.tolist(), strict=True)
        texts = {(row, column): self.text(count, self.confusion.right(row)[1]) for row, column, count in cells}
        font = fitting_font(texts.values(), self.places.each - 3)
        if font is None:
            return
        self.painter.setFont(font)
        for (row, column), text in texts.items():
            self.painter.setPen(legible_on(QColor(*self.colours[row, column].tolist())))
            self.painter.drawText(self.places.cell(row, column), CENTRE, text)

    def text(self, count: int, images: int) -> str:
        """What stands in a cell that counts so many of the images of its class."""
        return figure(count, images, self.figures)

    def bar(self, row: int) -> QRectF:
        """Where what stands beside a row is painted."""
        return self.places.bar(row)

    def paint_bars(self) -> None:
        """Beside each row, how many of its images were recognised."""
        self.painter.setFont(theme.tabular(theme.caption_font()))
        percents = self.painter.fontMetrics().horizontalAdvance("100.0 %")
        for row in range(self.places.count):
            area, (right, images) = self.bar(row), self.confusion.right(row)
            self.painter.setPen(QColor(theme.current().text))
            self.painter.drawText(area, RIGHT, percent(right, images))
            bar = area.adjusted(0, 0, -percents - 2 * theme.px(GAP), 0)
            if bar.width() >= theme.px(SHORTEST_BAR):
                paint_share(self.painter, bar, right, images)
