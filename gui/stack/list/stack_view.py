"""StackView: the list of cards. Dragging moves or copies layers to a gap, and every drop is one pure edit."""

from __future__ import annotations

import secrets
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from engine.network.nodes import Nodes
from gui.appearance import theme
from gui.stack.list.card_delegate import CardDelegate
from gui.stack.list.clip import Clip, from_mime, to_mime
from gui.stack.list.drag_picture import hang
from gui.stack.list.drop_line import paint_broken, paint_drop_line, paint_verdict
from gui.stack.list.foresight import Verdict
from gui.stack.list.row_differences import runs
from gui.stack.list.rows import Place, Row, places
from gui.stack.list.stack_model import Index, StackModel

Flag = QItemSelectionModel.SelectionFlag
_position = attrgetter("position")
DRAGGED_HEIGHT = 240  # of the picture that follows the mouse


class StackView(QListView):
    """Shows a StackModel; says what was chosen, dropped and asked for, and edits nothing itself."""

    chosen = Signal(list)  # ids of the selected nodes
    dropped = Signal(object, object, bool)  # Clip, Gap, whether copies are wanted
    hovered = Signal(object, object, bool)  # the same, while it is still dragged
    edit_asked = Signal()
    letters_typed = Signal(str)
    fold_wanted = Signal(str, bool)  # the block's id, folded or not

    def __init__(self, model: StackModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.token = secrets.token_hex(8)
        self._nodes: Nodes = ()
        self._places: list[Place] | None = None  # worked out when a drag first asks
        self.cards = CardDelegate(self)
        self._stack, self._syncing = model, False
        self._carried: Clip | None = None  # what is dragged over the stack
        self._pointer = QPointF()
        self._at_edge = False
        self._place: Place | None = None
        self._verdict: Verdict | None = None
        self._copying = False
        self.setModel(model)
        self.setItemDelegate(self.cards)
        self.setAccessibleName("Stack of layers")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)
        self.setMouseTracking(True)
        theme.set_role(self, "plain")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.doubleClicked.connect(lambda _: self.edit_asked.emit())
        self.verticalScrollBar().valueChanged.connect(lambda _: self._follow())

    @property
    def place(self) -> Place | None:
        """Where a drop would go while something is dragged over the stack."""
        return self._place

    @property
    def verdict(self) -> Verdict | None:
        """What is said beside the line of that place."""
        return self._verdict

    # --- rows and selection ---

    def take(self, rows: tuple[Row, ...], nodes: Nodes) -> None:
        """Shows new rows; the selection is not said while they come."""
        old = {row.key: size for row, size in zip(self._stack.rows, self.cards.sizes, strict=True)}
        self._nodes, self._places = nodes, None
        self.cards.measure(rows, self.viewport().width())
        self._syncing = True
        self.setAutoScroll(False)  # else Qt lays all out to follow the keyboard while rows still come and go
        self._stack.take(rows)
        self.setAutoScroll(True)
        self._syncing = False
        if any(old.get(row.key, size) is not size for row, size in zip(rows, self.cards.sizes, strict=True)):
            self.scheduleDelayedItemsLayout()  # Qt does not ask again for the height of a row that only changed

    def _measure(self) -> None:
        """All heights anew, as after another width or font."""
        self.cards.measure(self._stack.rows, self.viewport().width())
        self.scheduleDelayedItemsLayout()

    def dataChanged(self, top_left: Index, bottom_right: Index, roles: Sequence[int] = ()) -> None:
        """Paints anew what changed. QListView would ask all rows for their heights: `take` knows when one changed."""
        QAbstractItemView.dataChanged(self, top_left, bottom_right, roles)

    def select(self, ids: tuple[str, ...]) -> None:
        """Selects these nodes; the keyboard goes to the first of them unless it is at one already."""
        selection, chosen = QItemSelection(), set(ids)
        positions = [i for i, row in enumerate(self._stack.rows) if row.key in chosen]
        for run in runs(positions):
            selection.select(self._stack.index(run.first), self._stack.index(run.last))
        self._syncing = True
        self.selectionModel().select(selection, Flag.ClearAndSelect)
        if positions and self.currentIndex().row() not in positions and not self._beside(ids):
            self.selectionModel().setCurrentIndex(self._stack.index(positions[0]), Flag.NoUpdate)
        self._syncing = False

    def _beside(self, ids: tuple[str, ...]) -> bool:
        """True when the keyboard is at the end or an empty place of a selected block."""
        row = self.current_row()
        return row is not None and row.node is not None and row.node.id in ids

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows as they are shown."""
        return self._stack.rows

    def current_row(self) -> Row | None:
        """Where the keyboard is."""
        return self._stack.row(self.currentIndex().row())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if not self._syncing:
            rows = [self._stack.row(index.row()) for index in self.selectionModel().selectedIndexes()]
            self.chosen.emit([row.key for row in rows if row])

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        row = self._stack.row(current.row())
        if not self._syncing and row and row.part in ("close", "branch", "empty") and row.node:
            self.chosen.emit([row.node.id])

    # --- keys and mouse ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current_row()
        plain = not event.modifiers()
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_asked.emit()
        elif plain and row and row.part == "open" and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.fold_wanted.emit(row.key, event.key() == Qt.Key.Key_Left)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters typed into the stack look for a layer to add."""
        self.letters_typed.emit(search)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.cards.mouse = event.position()
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self._stack.row(index.row())
        if row and row.problem:
            self.viewport().update(self.visualRect(index))

    def leaveEvent(self, event: QEvent) -> None:
        self.cards.mouse = None
        super().leaveEvent(event)

    # --- dragging ---

    def startDrag(self, supported: Qt.DropAction) -> None:
        """Carries the selected layers; Qt's own way would remove rows behind the document's back."""
        rows = [self._stack.row(index.row()) for index in self.selectionModel().selectedIndexes()]
        ids = {row.key for row in rows if row}
        nodes = tuple(row.node for row in self._stack.rows if row.key in ids and row.node)
        if not nodes:
            return
        drag = QDrag(self)
        drag.setMimeData(to_mime(Clip(nodes, self.token, tuple(node.id for node in nodes))))
        hang(drag, self, self._dragged_area())
        drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.DropAction.MoveAction)

    def _dragged_area(self) -> QRect:
        """Where the selected cards are that are on screen."""
        rows = [(index, self._stack.row(index.row())) for index in self.selectionModel().selectedIndexes()]
        rects = [self.cards.style.card(row, self.visualRect(index)).toAlignedRect() for index, row in rows if row]
        area = next((rect for rect in rects if rect.intersects(self.viewport().rect())), self.viewport().rect())
        for rect in rects:
            if rect.intersects(self.viewport().rect()) and area.united(rect).height() < theme.px(DRAGGED_HEIGHT):
                area = area.united(rect)
        return area

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._at_edge = False
        self._carried = from_mime(event.mimeData())  # read once: a drag may carry a thousand layers
        self._hover(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        height, margin = event.position().y(), self.autoScrollMargin()
        at_edge = height < margin or height > self.viewport().height() - margin
        if not (at_edge and self._at_edge):  # Qt begins its wait anew with each move, so a hand would never see it end
            super().dragMoveEvent(event)  # scrolls near the edges
        self._at_edge = at_edge
        self._hover(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._carried = None
        self._show_place(None)

    def dropEvent(self, event: QDropEvent) -> None:
        clip, place = self._carried, self._place_at(event.position())
        self._end_drag()
        if clip is None:
            event.ignore()
            return
        copies = self._wants_copies(event, clip)
        event.setDropAction(Qt.DropAction.CopyAction if copies else Qt.DropAction.MoveAction)
        event.accept()
        self.dropped.emit(clip, place.gap, copies)

    def _hover(self, event: QDragMoveEvent) -> None:
        clip = self._carried
        if clip is None:
            event.ignore()
            return
        copies = self._wants_copies(event, clip)
        event.setDropAction(Qt.DropAction.CopyAction if copies else Qt.DropAction.MoveAction)
        event.accept()
        self._pointer = event.position()
        self._aim(clip, copies=copies)

    def _aim(self, clip: Clip, *, copies: bool) -> None:
        """Says where the drop would go when that is another place than before."""
        place = self._place_at(self._pointer)
        if place != self._place or copies != self._copying:
            self._copying = copies
            self._show_place(place)
            self.hovered.emit(clip, place.gap, copies)

    def _follow(self) -> None:
        """While the list scrolls under a drag, another gap comes under the mouse that stands still."""
        if self._carried is not None and self._place is not None:
            self._aim(self._carried, copies=self._copying)

    def _wants_copies(self, event: QDropEvent, clip: Clip) -> bool:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        return control or clip.document != self.token or not clip.ids

    def _end_drag(self) -> None:
        super().dragLeaveEvent(QDragLeaveEvent())  # ends Qt's own scrolling
        self._carried = None
        self._show_place(None)

    def _show_place(self, place: Place | None) -> None:
        self._place, self._verdict = place, None
        self.cards.foreseen = {}
        self.viewport().update()

    def show_verdict(self, verdict: Verdict) -> None:
        """Says beside the line what a drop there would make."""
        self._verdict = verdict
        self.cards.foreseen = verdict.outputs
        self.viewport().update()

    def _place_at(self, point: QPointF) -> Place:
        """The gap nearest to a height: above the row whose upper half it is in."""
        row = self.indexAt(QPoint(self.viewport().width() // 2, round(point.y()))).row()
        if self._places is None:
            self._places = places(self._stack.rows, self._nodes)
        near = _near(self._places, row) if row >= 0 else self._places
        return min(near, key=lambda place: abs(self._line(place) - point.y()))

    def _line(self, place: Place) -> float:
        """The height between two rows, in the middle of the free space."""
        rows = self._stack.rowCount()
        free = theme.px(4) / 2
        if place.position < rows:
            rect = self.visualRect(self._stack.index(place.position))
            return rect.center().y() if place.on else max(rect.top() - free, 1)
        return self.visualRect(self._stack.index(rows - 1)).bottom() - free if rows else 1

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._place is not None:
            painter = QPainter(self.viewport())
            self._mark_broken(painter)
            height, room = self._line(self._place), self.viewport().rect().toRectF()
            paint_drop_line(painter, room, height, self._place.depth, self._verdict)
            if self._verdict is not None:
                paint_verdict(painter, height, self._pointer, self._verdict, self.cards.style)
            painter.end()

    def _mark_broken(self, painter: QPainter) -> None:
        """Frames the cards that a drop would break."""
        for key in self._verdict.broken if self._verdict else ():
            position = self._stack.position(key)
            if position >= 0 and (row := self._stack.row(position)):
                rect = self.visualRect(self._stack.index(position))
                paint_broken(painter, self.cards.style.card(row, rect))

    # --- looks ---

    def set_compact(self, compact: bool) -> None:
        """Shows every card with one line, or living ones with two."""
        self.cards.compact = compact
        self.cards.refresh()
        self._measure()
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.cards.refresh()
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._measure()


def _near(found: list[Place], row: int) -> list[Place]:
    """The places that a row touches: of a thousand rows only these few are measured."""
    first = bisect_left(found, row, key=_position)
    return found[max(0, first - 1) : bisect_right(found, row + 1, key=_position)]
