"""QueueTable: the entries of the queue in their order, which a drag or Alt with an arrow changes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from engine.service.answers import EntryView
from gui.appearance import theme
from gui.appearance.numerals import in_figures
from gui.pieces.pages.panel_keys import PanelKeys
from gui.runs.queue.queue_columns import COLUMNS, PROJECT, RECIPE, SEED, STEPS
from gui.runs.queue.queue_model import QueueModel
from gui.runs.queue.queue_widths import longest, recipes_tell, widths
from gui.runs.queue.steps_delegate import StepsDelegate

ROW, PADDING, LEAST_WIDTH = 28, 20, 240
MIME = "application/x-layerscope-queue"
SELECT = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows

KEYS = PanelKeys(
    "In the queue",
    (
        ("Enter", "open the run"),
        ("Space", "pause what trains, or go on"),
        ("Alt+↑ / Alt+↓", "train it sooner, or later"),
        ("Del", "cancel it; take what has ended off the list"),
    ),
)


class QueueTable(QTableView):
    """What stays keeps its selection, whatever changes around it.

    opened()             Enter or a double click
    moved(ids, before)   entries are to stand in front of another one; None: at the end
    paused()             Space
    removed()            Delete
    menu_asked(place)    the right button, on the screen
    """

    opened = Signal()
    moved = Signal(object, object)
    paused = Signal()
    removed = Signal()
    menu_asked = Signal(QPoint)
    selection_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Queue")
        self.queue = QueueModel()
        self._drop: int | None = None  # the row above which something would be dropped
        self._said: tuple[set[tuple[str, str]], tuple[str, ...]] = set(), ()  # by what the columns are fitted
        self.setModel(self.queue)
        self.setItemDelegateForColumn(STEPS, StepsDelegate(self))
        self._set_up()
        self.activated.connect(self.opened)
        self.selectionModel().selectionChanged.connect(lambda *_: self.selection_changed.emit())
        self._fit()

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(1)

    # --- what it shows ---

    def show_entries(self, entries: Sequence[EntryView]) -> None:
        """How they stand now."""
        chosen, place = {one.entry.id for one in self.chosen}, self.verticalScrollBar().value()
        first = self._first_left
        others = self.queue.show(entries)
        self._fit_to_words()
        if others:
            self._choose(chosen)
            self.executeDelayedItemsLayout()
            self.verticalScrollBar().setValue(place)
            self.selection_changed.emit()
        if self._first_left != first:
            self._show_what_trains()

    @property
    def _first_left(self) -> str:
        """The first entry that has not ended: what trains, as a rule; "" where all have."""
        return next((one.entry.id for one in self.queue.entries if not one.entry.ended), "")

    def _show_what_trains(self) -> None:
        """Scrolls to it, unless the keyboard is in the list: then a person looks at something else."""
        if (first := self._first_left) and not self.hasFocus():
            row = next(row for row, one in enumerate(self.queue.entries) if one.entry.id == first)
            last = min(row + 1, len(self.queue.entries) - 1)  # with what comes next
            self.scrollTo(self.queue.index(last, 0))

    def _choose(self, ids: set[str]) -> None:
        rows = [row for row, one in enumerate(self.queue.entries) if one.entry.id in ids]
        selection = QItemSelection()
        for row in rows:
            selection.select(self.queue.index(row, 0), self.queue.index(row, len(COLUMNS) - 1))
        if rows:
            self.selectionModel().setCurrentIndex(
                self.queue.index(rows[0], 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        self.selectionModel().select(selection, SELECT)

    @property
    def chosen(self) -> list[EntryView]:
        """Those that are selected, from the top."""
        ranges = self.selectionModel().selection().toList()
        rows = sorted({row for one in ranges for row in range(one.top(), one.bottom() + 1)})
        return [self.queue.entries[row] for row in rows]

    def move_chosen(self, by: int) -> None:
        """One row up (-1) or down (1), all together."""
        ids = [one.entry.id for one in self.chosen]
        order = [one.entry.id for one in self.queue.entries]
        rows = [order.index(one) for one in ids]
        if not rows or (by < 0 and rows[0] == 0) or (by > 0 and rows[-1] == len(order) - 1):
            return
        after = rows[-1] + 2  # behind the next one
        self.moved.emit(ids, order[rows[0] - 1] if by < 0 else order[after] if after < len(order) else None)

    # --- keys and mouse ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        match event.key():
            case Qt.Key.Key_Up | Qt.Key.Key_Down if alt:
                self.move_chosen(-1 if event.key() == Qt.Key.Key_Up else 1)
            case Qt.Key.Key_Space:
                self.paused.emit()
            case Qt.Key.Key_Delete:
                self.removed.emit()
            case _:
                super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Also by the menu key."""
        self.menu_asked.emit(event.globalPos())

    # --- dragging: Qt would take the rows away itself, so all of it is done here ---

    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        del supportedActions
        data, drag = QMimeData(), QDrag(self)
        data.setData(MIME, "\n".join(one.entry.id for one in self.chosen).encode())
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.MoveAction)
        self._show_drop(None)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.dragMoveEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        ours = event.mimeData().hasFormat(MIME)
        self._show_drop(self._row_below(event.position().toPoint()) if ours else None)
        event.accept() if ours else event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        del event
        self._show_drop(None)

    def dropEvent(self, event: QDropEvent) -> None:
        if not event.mimeData().hasFormat(MIME):
            event.ignore()
            return
        ids = bytes(event.mimeData().data(MIME).data()).decode().split("\n")
        self.drop(ids, self._row_below(event.position().toPoint()))
        self._show_drop(None)
        event.setDropAction(Qt.DropAction.CopyAction)  # nobody is to take rows away
        event.accept()

    def drop(self, ids: Sequence[str], row: int) -> None:
        """Entries were dropped above a row, or below the last."""
        entries = self.queue.entries
        self.moved.emit(list(ids), entries[row].entry.id if row < len(entries) else None)

    def _row_below(self, place: QPoint) -> int:
        row = self.rowAt(place.y())
        if row < 0:
            return len(self.queue.entries)
        return row + (place.y() > self.rowViewportPosition(row) + self.rowHeight(row) / 2)

    def _show_drop(self, row: int | None) -> None:
        if row != self._drop:
            self._drop = row
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drop is not None:
            height = max(1, self.rowHeight(0) * self._drop - self.verticalScrollBar().value())
            painter = QPainter(self.viewport())
            painter.setPen(QPen(theme.current().colour("accent"), theme.px(2)))
            painter.drawLine(0, height, self.viewport().width(), height)

    # --- sizes ---

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_what_trains()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit_to_words(self) -> None:
        """Where they are others than before."""
        entries = self.queue.entries
        said = {(one.entry.title, one.recipe) for one in entries}
        figures = tuple(longest(entries, number, "") for number in (SEED, STEPS))
        if (said, figures) != self._said:
            self._said = said, figures
            self._fit()

    def _natural(self, number: int) -> int:
        """How wide a column is so that nothing is cut off."""
        metrics, column, entries = QFontMetrics(theme.number_font()), COLUMNS[number], self.queue.entries
        texts = {column.title}
        if number in (PROJECT, RECIPE):
            texts |= {column.text(one) for one in entries}
        else:
            texts.add(in_figures(longest(entries, number, column.room)))
        return max(map(metrics.horizontalAdvance, texts)) + theme.px(PADDING)

    def _fit(self) -> None:
        """To the room that there is, and to what the entries say."""
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW))
        entries = self.queue.entries
        natural = [self._natural(number) for number in range(len(COLUMNS))]
        least = theme.px(LEAST_WIDTH) // 2
        for number, width in enumerate(widths(natural, self.viewport().width(), least, recipes=recipes_tell(entries))):
            self.setColumnHidden(number, not width)
            if width:
                self.setColumnWidth(number, width)
        self.setMinimumSize(theme.px(LEAST_WIDTH), theme.px(ROW * 4))
