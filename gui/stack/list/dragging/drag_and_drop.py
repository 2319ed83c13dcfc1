"""Drag and drop in the list of cards: it moves or copies layers to a gap, and every drop is one pure edit."""

from __future__ import annotations

import secrets
from bisect import bisect_left, bisect_right
from operator import attrgetter

from PySide6.QtCore import QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from engine.network.network import Gap
from engine.network.nodes import Nodes
from gui.appearance import theme
from gui.stack.list.cards.card_delegate import CardDelegate
from gui.stack.list.dragging.drag_picture import hang
from gui.stack.list.dragging.drop_line import paint_broken, paint_drop_line, paint_verdict
from gui.stack.list.dragging.drop_preview import Verdict
from gui.stack.list.dragging.layer_clip import Clip, from_mime, to_mime
from gui.stack.list.rows import Place, places
from gui.stack.list.stack_model import StackModel

_position = attrgetter("position")
DRAGGED_HEIGHT = 240  # of the picture that follows the mouse


class DragAndDropList(QListView):
    """A list over a StackModel that layers can be dragged from and dropped into; it says what was dropped."""

    dropped = Signal(object, object, bool)  # Clip, Gap, whether copies are wanted
    hovered = Signal(object, object, bool)  # the same, while it is still dragged

    def __init__(self, model: StackModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.token = secrets.token_hex(8)
        self.cards = CardDelegate(self)
        self._stack = model
        self._nodes: Nodes = ()
        self._places: list[Place] | None = None  # worked out when a drag first asks
        self._carried: Clip | None = None  # what is dragged over the stack
        self._pointer = QPointF()
        self._at_edge = False
        self._place: Place | None = None
        self._marked: Gap | None = None  # where a layer that is being looked for would go
        self._verdict: Verdict | None = None
        self._copying = False
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._follow())

    @property
    def place(self) -> Place | None:
        """Where a drop would go while something is dragged over the stack."""
        return self._place

    @property
    def verdict(self) -> Verdict | None:
        """What is said beside the line of that place."""
        return self._verdict

    def _take_nodes(self, nodes: Nodes) -> None:
        """The gaps are others now."""
        self._nodes, self._places = nodes, None

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

    def mark(self, gap: Gap | None) -> None:
        """Shows a line where a layer would go, or takes it away."""
        if gap != self._marked:
            self._marked = gap
            self.viewport().update()
        if gap is not None and (place := self._marked_place()) is not None:
            self.scrollTo(self._stack.index(min(place.position, self._stack.rowCount() - 1)))

    @property
    def marked(self) -> Gap | None:
        """Where the line is."""
        return self._marked

    def _marked_place(self) -> Place | None:
        return next((place for place in self._all_places() if place.gap == self._marked), None)

    def _all_places(self) -> list[Place]:
        """Every gap and where it lies; worked out once for each stack."""
        if self._places is None:
            self._places = places(self._stack.rows, self._nodes)
        return self._places

    def show_verdict(self, verdict: Verdict) -> None:
        """Says beside the line what a drop there would make."""
        self._verdict = verdict
        self.cards.foreseen = verdict.outputs
        self.viewport().update()

    def _place_at(self, point: QPointF) -> Place:
        """The gap nearest to a height: above the row whose upper half it is in."""
        row = self.indexAt(QPoint(self.viewport().width() // 2, round(point.y()))).row()
        found = self._all_places()
        near = _near(found, row) if row >= 0 else found
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
        self.cards.exposed = event.region()
        super().paintEvent(event)
        self.cards.exposed = None
        place = self._place or (self._marked_place() if self._marked is not None else None)
        if place is not None:
            painter = QPainter(self.viewport())
            self._mark_broken(painter)
            height, room = self._line(place), self.viewport().rect().toRectF()
            paint_drop_line(painter, room, height, place.depth, self._verdict)
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


def _near(found: list[Place], row: int) -> list[Place]:
    """The places that a row touches: of a thousand rows only these few are measured."""
    first = bisect_left(found, row, key=_position)
    return found[max(0, first - 1) : bisect_right(found, row + 1, key=_position)]
