"""RunsTable: the runs in a table that sorts by any column and shows as many of them as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView

from engine.service.answers import RunSummary
from gui.appearance import theme
from gui.runs.column_choice import GROWING, KEYS, USUAL, eased, fitting, known, order, widths, wished
from gui.runs.columns import COLUMNS, DATE
from gui.runs.differences import ENOUGH, differing
from gui.runs.name_delegate import NameDelegate
from gui.runs.runs_model import RunsModel

ROW = 28
PADDING, TICK = 20, 26  # TICK: box and sign before a name
LEAST_WIDTH = 240
UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
NAME = KEYS.index("name")


class RunsTable(QTableView):
    """Double click or Enter opens a run, F2 renames it.

    Space ticks what is selected, Delete removes it, Ctrl+Z brings it back.

    columns_chosen(keys, asked, sorted_by)     what is to be remembered: columns in order, those that were asked for,
                                               and one with "-" where it falls
    """

    opened = Signal(Path)
    selection_changed = Signal()
    menu_asked = Signal(QPoint)  # on the screen
    removal_asked = Signal()
    undo_asked = Signal()
    columns_chosen = Signal(object, object, str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Runs")
        self.runs, self._columns = RunsModel(), QMenu("Columns", self, toolTipsVisible=True)
        self._wanted = USUAL
        self._whole: dict[str, int] = {}  # of columns of words
        self._differing: frozenset[str] = frozenset()  # columns in which the runs are not all alike
        self._now = self._differing, self._whole  # the same as the newest list has them
        self._asked: tuple[str, ...] = ()  # for by hand, the last first: these get room before all others
        self.setModel(self.runs)
        self.setItemDelegateForColumn(NAME, NameDelegate(self))
        self._set_up()
        self._set_up_header()
        self.sortByColumn(KEYS.index(DATE.key), DOWN)
        self.activated.connect(self._open)
        self.selectionModel().selectionChanged.connect(lambda *_: self.selection_changed.emit())
        self._fit()

    def show_runs(self, runs: Sequence[RunSummary]) -> None:
        """Shows other runs; what is selected stays selected, and what is in sight stays where it is.

        At the top of the list the newest come into sight. Where the selected run is gone, its neighbour is selected.
        """
        known = self.runs.rowCount() > 0
        self._keeping_its_place(lambda: self.runs.show_runs(runs))
        self._now = differing(runs), self._words(runs)
        if not (known and self.isVisible()):  # nothing moves under the eyes of whoever looks
            self._tell_apart()

    def seek(self, text: str) -> None:
        """Shows only the runs that have each of these words somewhere."""
        self._keeping_its_place(lambda: self.runs.seek(text))

    def _keeping_its_place(self, change: Callable[[], None]) -> None:
        current, place = QPersistentModelIndex(self.currentIndex()), self._place()
        row = max(0, current.row())
        change()
        if not current.isValid() and (count := self.runs.rowCount()):
            self.setCurrentIndex(self.runs.index(min(row, count - 1), 0))
        self._keep(place)

    def _tell_apart(self) -> None:
        """Gives room first to the columns in which they differ."""
        if self._now != (self._differing, self._whole):
            self._differing, self._whole = self._now
            self._arrange()

    def _words(self, runs: Sequence[RunSummary]) -> dict[str, int]:
        """How wide columns of words are in which nothing is cut off; of the first rows, as there may be thousands."""
        metrics, pad = QFontMetrics(theme.number_font()), theme.px(PADDING)
        tick = {"name": theme.px(TICK)}
        texts = {one.key: {one.text(run) for run in runs[:ENOUGH]} for one in COLUMNS if one.key in GROWING}
        return {
            key: pad + tick.get(key, 0) + max((metrics.horizontalAdvance(text) for text in found), default=0)
            for key, found in texts.items()
        }

    def _place(self) -> tuple[QPersistentModelIndex, int]:
        """The first row in sight, and how far below the upper edge it begins; none while the list is at its top."""
        row = self.rowAt(0) if self.verticalScrollBar().value() else -1
        return QPersistentModelIndex(self.runs.index(row, 0)), self.rowViewportPosition(row)

    def _keep(self, place: tuple[QPersistentModelIndex, int]) -> None:
        """Scrolls so that a row comes to lie where it was."""
        first, top = place
        if first.isValid():
            self.executeDelayedItemsLayout()
            self.verticalScrollBar().setValue(self.verticalHeader().sectionPosition(first.row()) - top)

    @property
    def selected(self) -> RunSummary | None:
        """The run that is selected, where it is a single one."""
        chosen = self.chosen
        return chosen[0] if len(chosen) == 1 else None

    @property
    def chosen(self) -> list[RunSummary]:
        """All that are selected, from the top."""
        return [self.runs.run(row) for row in self._chosen_rows]

    @property
    def _chosen_rows(self) -> list[int]:
        """By the ranges of whole rows: Qt's own list asks the model about every cell."""
        ranges = self.selectionModel().selection().toList()
        return sorted({row for one in ranges for row in range(one.top(), one.bottom() + 1)})

    def deselect(self, folder: Path) -> None:
        """The run in this folder is selected no longer."""
        for row in self._chosen_rows:
            if self.runs.run(row).folder == folder:
                rows = QItemSelectionModel.SelectionFlag.Deselect | QItemSelectionModel.SelectionFlag.Rows
                self.selectionModel().select(self.runs.index(row, 0), rows)

    def _tick(self) -> None:
        """All that are selected, or none of them where all are ticked."""
        chosen, ticked = self.chosen, {run.folder for run in self.runs.ticked}
        self.runs.tick(chosen, on=any(run.folder not in ticked for run in chosen))

    def rename(self) -> None:
        """Lets the name of the selected run be typed."""
        if self.selected is not None:
            index = self.runs.index(self._chosen_rows[0], NAME)
            self.scrollTo(index)
            self.edit(index)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.runs.run(index.row()).folder)

    # --- set up ---

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setSortingEnabled(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(1)
        header.setSectionsMovable(True)
        header.setFirstSectionMovable(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._pop_up_columns)
        header.sectionMoved.connect(self._on_moved)
        header.sortIndicatorChanged.connect(lambda *_: self._remember())

    # --- columns ---

    def choose_columns(self, keys: Sequence[str], asked: Sequence[str] = (), sorted_by: str = "") -> None:
        """Takes over what was remembered; () and "" are the usual."""
        self._wanted = known(keys)
        self._asked = tuple(key for key in asked if key in self._wanted)
        column = sorted_by.removeprefix("-")
        with_signals = self.blockSignals(True)
        self.sortByColumn(KEYS.index(column if column in KEYS else DATE.key), _falls(sorted_by))
        self.blockSignals(with_signals)
        self._arrange()

    def column_menu(self) -> QMenu:
        """All columns, with a mark at those in sight; another one, once chosen, takes the room of lesser ones.

        It is one menu, filled as things stand.
        """
        menu = self._columns
        menu.clear()
        for number, column in enumerate(COLUMNS):
            action = menu.addAction(column.title)
            action.setToolTip(column.help)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(number))
            action.setEnabled(column.key != "name")
            action.toggled.connect(lambda on, key=column.key: self._choose(key, wanted=on))
        menu.addSeparator()
        menu.addAction("Usual columns", self._take_usual)
        return menu

    def _pop_up_columns(self, at: QPoint) -> None:
        self.column_menu().popup(self.horizontalHeader().mapToGlobal(at))

    def _take_usual(self) -> None:
        self._asked = ()
        self._take(USUAL)

    def _choose(self, key: str, *, wanted: bool) -> None:
        others = tuple(other for other in self._wanted if other != key)
        asked = tuple(other for other in self._asked if other != key)
        self._asked = (key, *asked) if wanted else asked
        after = sum(KEYS.index(other) < KEYS.index(key) for other in others)
        self._take((*others[:after], key, *others[after:]) if wanted else others)

    def _take(self, keys: Sequence[str]) -> None:
        self._wanted = tuple(keys)
        self._arrange()
        self._remember()

    def _on_moved(self, *_: int) -> None:
        """A person moved a column."""
        header = self.horizontalHeader()
        visible = [KEYS[header.logicalIndex(place)] for place in range(len(KEYS))]
        self._wanted = order([key for key in visible if not self.isColumnHidden(KEYS.index(key))], self._wanted)
        self._remember()

    def _remember(self) -> None:
        header = self.horizontalHeader()
        falls = "-" if header.sortIndicatorOrder() == DOWN else ""
        keys = () if self._wanted == USUAL else self._wanted
        self.columns_chosen.emit(keys, self._asked, f"{falls}{KEYS[header.sortIndicatorSection()]}")

    def _arrange(self) -> None:
        """Puts the wanted columns into their order, as many as there is room for."""
        header, width = self.horizontalHeader(), self.viewport().width()
        needed = eased(self._needed, width)
        wish = wished(needed, self._whole, self._differing)
        shown = fitting(self._wanted, wish, width, self._asked, self._differing)
        least = {key: max(self._titles[key], min(needed[key], self._whole.get(key, needed[key]))) for key in needed}
        given = widths(shown, least, width, self._whole)
        header.blockSignals(True)
        for place, key in enumerate(shown):
            header.moveSection(header.visualIndex(KEYS.index(key)), place)
        header.blockSignals(False)
        for number, key in enumerate(KEYS):
            self.setColumnHidden(number, key not in given)
            if key in given:
                self.setColumnWidth(number, given[key])
        self.updateGeometries()
        self.viewport().update()
        header.viewport().update()

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW))
        metrics, padding = QFontMetrics(theme.number_font()), theme.px(PADDING)
        sign = theme.px(12)  # of the order, beside a title
        self._titles = {one.key: metrics.horizontalAdvance(one.title) + padding + sign for one in COLUMNS}
        self._needed = {
            one.key: max(theme.px(one.width), metrics.horizontalAdvance(one.room) + padding, self._titles[one.key])
            for one in COLUMNS
        }
        self.setMinimumSize(theme.px(LEAST_WIDTH), theme.px(ROW * 5))
        self._arrange()

    # --- events ---

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell_apart()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())

    def event(self, event: QEvent) -> bool:
        """Its keys are its own while it has the focus, whatever the window does with them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _own(event):
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.rename()
        elif event.key() == Qt.Key.Key_Space:
            self._tick()
        elif event.matches(QKeySequence.StandardKey.Delete):
            self.removal_asked.emit()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo_asked.emit()
        else:
            super().keyPressEvent(event)


def _own(event: QKeyEvent) -> bool:
    keys = (QKeySequence.StandardKey.Delete, QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.SelectAll)
    return event.key() == Qt.Key.Key_F2 or any(event.matches(key) for key in keys)


def _falls(sorted_by: str) -> Qt.SortOrder:
    return UP if sorted_by and not sorted_by.startswith("-") else DOWN
