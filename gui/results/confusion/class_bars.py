"""ClassBars: how many images of each class were recognised, of more classes than the matrix has rows with names."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter

from gui.appearance import theme
from gui.appearance.numerals import numeral, tenths_of_percent
from gui.pieces.painted_rows import WHOLE, widest
from gui.results.confusion.confusion_words import NamedConfusion
from gui.results.confusion.picked_rows import LEFT, RIGHT, PickedRows

BAR, GAP = 8, 8
WIDEST_NAME = 0.4  # of the widget


class ClassBars(PickedRows):
    """A row for each class: name, bar, percent; what was missed is warm. Of many classes the worst come first.

    picked(class)   a row was chosen
    """

    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._confusion: NamedConfusion | None = None
        self.setAccessibleName("Accuracy of each class")

    def show_confusion(self, confusion: NamedConfusion) -> None:
        """Shows other counts."""
        self._confusion = confusion
        count = len(confusion.classes)
        self.show_classes(confusion.classes, worst_first(confusion) if count > WHOLE else np.arange(count))
        self.setAccessibleDescription(self._in_words(confusion))

    def _in_words(self, confusion: NamedConfusion) -> str:
        """The first classes with their figures, and how many more there are."""
        first = [f"{confusion.classes[index]}: {percent(*confusion.right(index))}" for index in self._order[:WHOLE]]
        more = len(self._order) - len(first)
        return ", ".join([*first, *([f"and {numeral(more)} more"] if more else [])])

    def pick(self, row: int) -> None:
        self.picked.emit(self.class_of(row))

    def sentence(self, index: int) -> str:
        shown = self.class_of(index)
        return self._confusion.sentence(shown, shown) if self._confusion is not None else ""

    def paint_row(self, painter: QPainter, area: QRectF, index: int) -> None:
        assert self._confusion is not None  # noqa: S101  # without one there are no rows
        self.paint_ground(painter, area, index)
        right, images = self._confusion.right(self.class_of(index))
        gap, name_width = theme.px(GAP), min(widest(self._names) + 1, area.width() * WIDEST_NAME)
        percents = painter.fontMetrics().horizontalAdvance("100.0 %")
        painter.setPen(QColor(theme.current().text))
        painter.drawText(area, LEFT, self.shortened(painter, index, name_width))
        painter.setPen(QColor(theme.current().secondary))
        painter.drawText(area, RIGHT, percent(right, images))
        left = area.left() + name_width + gap
        bar = QRectF(left, area.top(), area.width() - percents - gap - left, area.height())
        paint_share(painter, bar, right, images)


def worst_first(confusion: NamedConfusion) -> NDArray[np.int64]:
    """The classes by the share that was recognised, those without images last."""
    right, images = confusion.counts.right, confusion.counts.images_of_class
    return np.argsort(np.where(images > 0, right / np.maximum(1, images), 2.0), kind="stable")


def paint_share(painter: QPainter, row: QRectF, right: int, images: int) -> None:
    """The recognised share in the accent colour on a faint warm ground; a class without images stays empty."""
    colours, height = theme.current(), min(theme.px(BAR), row.height() - 2)
    area = QRectF(row.left(), row.center().y() - height / 2, row.width(), height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.blend("validation", 0.35) if images else QColor(colours.hover))
    painter.drawRoundedRect(area, 2, 2)
    painter.setBrush(QColor(colours.accent))
    painter.drawRoundedRect(QRectF(area.left(), area.top(), area.width() * right / max(1, images), height), 2, 2)


def percent(right: int, images: int) -> str:
    """97.4 %, or a dash where there is nothing to count."""
    return tenths_of_percent(right / images) if images else "–"
