"""StackView: the list of cards, with its rows, selection and keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QHoverEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QWidget

from engine.network.nodes import Nodes
from engine.network.shapes import Shape
from gui.appearance import theme
from gui.pieces.pages.panel_keys import PanelKeys
from gui.stack.list.cards.card_painting import name_area
from gui.stack.list.dragging.drag_and_drop import DragAndDropList
from gui.stack.list.row_differences import runs
from gui.stack.list.rows import Row
from gui.stack.list.stack_model import Index, StackModel

Flag = QItemSelectionModel.SelectionFlag


KEYS = PanelKeys(
    "In the stack",
    (
        ("Up, Down", "the layer above or below"),
        ("Enter", "to the fields of the selected layer"),
        ("Left, Right", "fold a block, or unfold it"),
        ("a letter", "look for a layer to add"),
    ),
)


class StackView(DragAndDropList):
    """Shows a StackModel; says what was chosen, dropped and asked for, and edits nothing itself."""

    chosen = Signal(list)  # ids of the selected nodes
    edit_asked = Signal()
    letters_typed = Signal(str)
    fold_wanted = Signal(str, bool)  # the block's id, folded or not

    def __init__(self, model: StackModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._syncing = False
        self.setModel(model)
        self.setItemDelegate(self.cards)
        self.setAccessibleName("Stack of layers")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        theme.set_role(self, "plain")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.doubleClicked.connect(lambda _: self.edit_asked.emit())

    # --- rows and selection ---

    def take(self, rows: tuple[Row, ...], nodes: Nodes) -> None:
        """Shows new rows; the selection is not said while they come."""
        old = {row.key: size for row, size in zip(self._stack.rows, self.cards.sizes, strict=True)}
        self._take_nodes(nodes)
        self.cards.measure(rows, self.viewport().width())
        self._syncing = True
        self.setAutoScroll(False)  # else Qt lays all out to follow the keyboard while rows still come and go
        self._stack.take(rows)
        self.setAutoScroll(True)
        self._syncing = False
        if not any(row.key in old for row in rows):
            self._forget_hover()
        if any(old.get(row.key, size) is not size for row, size in zip(rows, self.cards.sizes, strict=True)):
            self.scheduleDelayedItemsLayout()  # Qt does not ask again for the height of a row that only changed

    def _forget_hover(self) -> None:
        """Other layers altogether: none of them is pointed at until the pointer moves."""
        nowhere = QPointF(-1, -1)
        QApplication.sendEvent(self.viewport(), QHoverEvent(QEvent.Type.HoverLeave, nowhere, nowhere, nowhere))

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

    def in_sight(self) -> Iterator[tuple[Row, QRect]]:
        """The rows on screen, with where they are."""
        seen, rows = self.viewport().rect(), self._stack.rows
        for position in range(max(0, self.indexAt(seen.topLeft()).row()), len(rows)):
            rect = self.visualRect(self._stack.index(position))
            if rect.top() > seen.bottom():
                return
            yield rows[position], rect

    def show_maps(self, maps: Mapping[str, np.ndarray], of_run: Mapping[str, Shape]) -> None:
        """Other maps on the cards, in place of all before, and what comes out of changed layers in the run; both by
        address there. Names are not painted anew, nor cards that have none.
        """
        had = self.cards.maps.nodes
        self.cards.maps.take(maps)
        self.cards.maps.of_layers_in_run(of_run)
        touched = had | self.cards.maps.nodes
        for row, rect in self.in_sight():
            if row.node is not None and row.node.id in touched:
                self.viewport().update(rect.adjusted(0, name_area(rect).height(), 0, 0))

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
        if event.size().height() < event.oldSize().height():
            self._keep_in_sight(event.oldSize().height())

    def _keep_in_sight(self, height: int) -> None:
        """The card under the keyboard stays in sight of a list that gets lower, as when its form needs more room."""
        rect = self.visualRect(self.currentIndex())
        if rect.isValid() and rect.bottom() >= 0 and rect.top() < height:
            self.scrollTo(self.currentIndex())
