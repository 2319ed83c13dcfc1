"""RunsTable: the runs in a table that sorts by any column."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from engine.service.answers import RunSummary
from gui.appearance import theme
from gui.runs.columns import COLUMNS, DATE
from gui.runs.runs_model import RunsModel

ROW = 28
ROOM_FOR = ("", "0000-00-00 00:00", "0,000,000", "100.00 %", "not finished", "Images/s")  # the first takes the rest
PADDING = 20
HIDDEN_BELOW = {5: 540, 2: 470, 1: 400}  # columns that a narrow table can do without
LEAST_WIDTH = 240


class RunsTable(QTableView):
    """Double click or Enter opens a run."""

    opened = Signal(Path)
    selection_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Runs")
        self.runs = RunsModel()
        self.setModel(self.runs)
        self._set_up()
        self.sortByColumn(DATE, Qt.SortOrder.DescendingOrder)
        self.activated.connect(lambda index: self.opened.emit(self._run(index).folder))
        self.selectionModel().selectionChanged.connect(lambda *_: self.selection_changed.emit())
        self._fit()

    def show_runs(self, runs: Sequence[RunSummary]) -> None:
        """Shows other runs; the selected one stays selected, and what is in sight stays where it is.

        At the top of the list the newest come into sight. Where the selected run is gone, its neighbour is selected.
        """
        current, place = QPersistentModelIndex(self.currentIndex()), self._place()
        row = max(0, current.row())
        self.runs.show_runs(runs)
        if not current.isValid() and runs:
            self.setCurrentIndex(self.runs.index(min(row, len(runs) - 1), 0))
        self._keep(place)

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
        """The run that is selected."""
        rows = self.selectionModel().selectedRows()
        return self._run(rows[0]) if rows else None

    def _run(self, index: QModelIndex) -> RunSummary:
        return self.runs.run(index.row())

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setSortingEnabled(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column, width in HIDDEN_BELOW.items():
            self.setColumnHidden(column, event.size().width() < theme.px(width))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW))
        metrics = QFontMetrics(theme.number_font())
        for column in range(1, len(COLUMNS)):
            self.setColumnWidth(column, metrics.horizontalAdvance(ROOM_FOR[column]) + theme.px(PADDING))
        self.setMinimumSize(theme.px(LEAST_WIDTH), theme.px(ROW * 5))
