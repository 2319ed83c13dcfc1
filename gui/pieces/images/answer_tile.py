"""AnswerTile: how one image of the list is painted: the picture, what it is, and what it was taken for, how surely.

"4 → 1" stands on one line and the percentage below; longer names take a line each, with the percentage in the second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.appearance import theme
from gui.pieces.classes.cut import cut
from gui.pieces.images.answer_words import sureness
from gui.pieces.images.pictures import paint_picture
from gui.pieces.images.thumbnails import Thumbnails

if TYPE_CHECKING:
    from gui.pieces.images.image_list import ListedImages

PICTURE, WIDTH, GAP = 56, 112, 4
MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
BESIDE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class AnswerTile(QStyledItemDelegate):
    """Words that have no room end in …: the tool tip tells the whole. `lines` of them stand below the picture."""

    lines = 2

    def __init__(self, images: ListedImages, thumbnails: Thumbnails, parent: QObject) -> None:
        super().__init__(parent)
        self.images, self._thumbnails = images, thumbnails
        self.fit()

    def fit(self) -> None:
        """Takes the font of captions, which is too slow to make for each tile."""
        self.font = theme.tabular(theme.caption_font())
        self.metrics = QFontMetricsF(self.font)
        self._cuts: dict[tuple[str, int], str] = {}

    def least(self) -> QSize:
        """What one takes at least."""
        line = round(self.metrics.height())
        return QSize(theme.px(WIDTH), theme.px(PICTURE) + self.lines * line + 3 * theme.px(GAP))

    def cut(self, text: str, width: float) -> str:
        """As much of a name as there is room; there are few different ones."""
        known = (text, int(width))
        if known not in self._cuts:
            self._cuts[known] = cut(text, self.metrics, width)
        return self._cuts[known]

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return self.least()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        image, gap = int(self.images.indexes[index.row()]), theme.px(GAP)
        area = QRectF(option.rect).adjusted(0, 0, -gap, -gap / 2)  # type: ignore[attr-defined]  # Qt's stubs lack the fields
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(painter, area, option)
        side = theme.px(PICTURE)
        place = QRectF(area.left() + gap, area.top() + gap, side, side)
        paint_picture(painter, place, self._thumbnails.picture(image))
        self.paint_words(painter, area.adjusted(gap, side + gap, -gap, 0), image)
        painter.restore()

    def paint_words(self, painter: QPainter, area: QRectF, image: int) -> None:
        """What is said of an image, below its picture."""
        found, classes = self.images.found, self.images.classes
        if found is None:
            return
        true, answer = int(found.labels[image]), int(found.predicted[image])
        metrics = self.metrics
        painter.setFont(self.font)
        line = QRectF(area.left(), area.top(), area.width(), metrics.height())
        sure, taken = sureness(float(found.probability[image])), "✓" if true == answer else f"→ {classes[answer]}"
        painter.setPen(QColor(theme.current().text))
        below, whole = line.translated(0, metrics.height()), f"{classes[true]} {taken}"
        if metrics.horizontalAdvance(whole) <= line.width():
            painter.drawText(line, MIDDLE, whole)
            painter.setPen(QColor(theme.current().secondary))
            painter.drawText(below, MIDDLE, sure)
            return
        painter.drawText(line, MIDDLE, self.cut(classes[true], line.width()))
        painter.setPen(QColor(theme.current().secondary))
        room = below.width() - metrics.horizontalAdvance(sure) - theme.px(GAP)
        painter.drawText(below, MIDDLE, self.cut(taken, room))
        painter.drawText(below, BESIDE, sure)


def _paint_ground(painter: QPainter, area: QRectF, option: QStyleOptionViewItem) -> None:
    state, look = option.state, theme.current()  # type: ignore[attr-defined]  # Qt's stubs lack the fields
    chosen, over = bool(state & QStyle.StateFlag.State_Selected), bool(state & QStyle.StateFlag.State_MouseOver)
    focus = bool(state & QStyle.StateFlag.State_HasFocus)
    if not chosen and not over and not focus:
        return
    painter.setPen(QPen(QColor(look.accent), 1.5) if focus else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.selection if chosen else look.hover) if chosen or over else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 4, 4)
