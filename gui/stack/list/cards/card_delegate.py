"""CardDelegate: paints the rows of the stack and answers clicks on what is painted in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Signal,
)
from PySide6.QtGui import QMouseEvent, QPainter, QRegion
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from engine.network.shapes import Shape
from gui.stack.list.cards.block_lanes import paint_lanes
from gui.stack.list.cards.card_painting import Mood, chevron_area, eye_area, name_area, paint_card, paint_note
from gui.stack.list.cards.card_style import CardStyle
from gui.stack.list.cards.fix_buttons import fix_at, fix_buttons, paint_fix
from gui.stack.list.cards.mini_maps import CardMaps
from gui.stack.list.rows import Row
from gui.stack.list.stack_model import ROW

FLAG = QStyle.StateFlag
SELECTED, HOVERED, FOCUSED = FLAG.State_Selected.value, FLAG.State_MouseOver.value, FLAG.State_HasFocus.value
Index = QModelIndex | QPersistentModelIndex


class CardDelegate(QStyledItemDelegate):
    """Cards, lanes and the buttons on them."""

    fold_asked = Signal(str)  # the block's id
    fix_asked = Signal(object)  # Fix
    mute_asked = Signal(str)  # the id of the layer whose eye was pressed

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sizes: list[QSize] = []  # by position: a layout asks for a thousand
        self._known_sizes: dict[int, QSize] = {}
        self.compact = False
        self.style = CardStyle()
        self.maps = CardMaps()
        self.exposed: QRegion | None = None  # of the list, where not all of it is painted
        self.foreseen: Mapping[str, Shape] = {}  # outputs that a drop would change, by node
        self.mouse: QPointF | None = None  # where the pointer is, for the buttons on cards

    def refresh(self) -> None:
        """Takes over another theme, font or zoom, or whether cards are compact."""
        self.style = CardStyle(compact=self.compact)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        position = index.row()
        return self.sizes[position] if position < len(self.sizes) else QSize()

    def measure(self, rows: Sequence[Row], width: int) -> None:
        """Works out the sizes of all rows in a list of this width; equal heights share one size."""
        style, known = self.style, self._known_sizes
        heights = [style.height(row, width) for row in rows]
        for height in set(heights) - known.keys():
            known[height] = QSize(0, height)
        self.sizes = [known[height] for height in heights]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if self._is_hidden(option.rect):
            return
        row: Row = index.data(ROW)
        card = self.style.card(row, option.rect)
        painter.save()
        paint_lanes(painter, option.rect.toRectF(), card, row, self.style)
        if row.part in ("card", "open", "whole"):
            mood = _mood(option, self.foreseen.get(row.key))
            below = self._is_hidden(name_area(option.rect))
            paint_card(painter, card, row, self.style, self.maps, mood, below=below)
            self._paint_fixes(painter, option, row)
        else:
            paint_note(painter, card, row, self.style, _mood(option))
        painter.restore()

    def _is_hidden(self, area: QRect) -> bool:
        return self.exposed is not None and not self.exposed.intersects(area)

    def _paint_fixes(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        for button in fix_buttons(row, option.rect, self.style):
            hovered = self.mouse is not None and button.rect.contains(self.mouse)
            paint_fix(painter, button, self.style, hovered=hovered)

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """A click on a fix applies it, one on a chevron folds or unfolds the block, one on an eye mutes the layer."""
        if not isinstance(event, QMouseEvent) or event.type() != QEvent.Type.MouseButtonRelease:
            return False
        row: Row = index.data(ROW)
        if fix := fix_at(row, option.rect, event.position(), self.style):
            self.fix_asked.emit(fix)
            return True
        if row.part == "open" and chevron_area(self.style.card(row, option.rect)).contains(event.position()):
            self.fold_asked.emit(row.key)
            return True
        eye = eye_area(self.style.card(row, option.rect), row, self.style)
        if eye is not None and eye.contains(event.position()):
            self.mute_asked.emit(row.key)
            return True
        return False


def _mood(option: QStyleOptionViewItem, foreseen: Shape | None = None) -> Mood:
    state = option.state.value
    return Mood(bool(state & SELECTED), bool(state & HOVERED), bool(state & FOCUSED), foreseen)
