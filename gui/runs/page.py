"""RunsPage: what was trained before, to be opened again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from engine.service.answers import RunSummary
from gui.appearance import lengths, theme
from gui.appearance.numerals import numeral
from gui.pieces.page_cards import Page, words
from gui.runs.runs_table import RunsTable

EMPTY = "Runs appear here: press Train."


class RunsPage(Page):
    """Lists the runs it is given.

    run_chosen(path)     a run is to be shown
    refresh_asked()      the list is to be read anew
    train_asked()        the one action of the empty list
    """

    run_chosen = Signal(Path)
    refresh_asked = Signal()
    train_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Runs")
        self.table = RunsTable()
        self.open = _button("Open", "Shows the run's curves, its network and what it reached (Enter).")
        self.open_folder = _button("Open folder", "Shows the run's files.")
        self.refresh = _button("Refresh", "Reads the list anew.")
        self.train = _button("Train", "Trains the network of this project.")
        theme.set_role(self.train, "primary")
        self._count = words("", "caption")
        self._places = QStackedWidget()
        self._places.addWidget(self._empty())
        self._places.addWidget(self.table)
        self._lay_out()
        self._connect()
        self.show_runs(())

    def show_runs(self, runs: Sequence[RunSummary]) -> None:
        """Shows other runs."""
        self.table.show_runs(runs)
        self._places.setCurrentIndex(1 if runs else 0)
        self._count.setText(f"{numeral(len(runs))} run{'s' * (len(runs) != 1)}" if runs else "")
        self._show_choice()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        lengths.follow(row, setSpacing=8)
        for part in (self.open, self.open_folder):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._count)
        row.addWidget(self.refresh)
        self.column.addLayout(row)
        self.column.addWidget(self._places, 1)

    def _connect(self) -> None:
        self.table.opened.connect(self.run_chosen)
        self.table.selection_changed.connect(self._show_choice)
        self.open.clicked.connect(self._open)
        self.open_folder.clicked.connect(self._open_folder)
        self.refresh.clicked.connect(self.refresh_asked)
        self.train.clicked.connect(self.train_asked)

    def _empty(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.addStretch(1)
        column.addWidget(words(EMPTY, "secondary"), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.train, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return holder

    def _show_choice(self) -> None:
        chosen = self.table.selected is not None
        for button in (self.open, self.open_folder):
            button.setEnabled(chosen)
            button.setVisible(bool(self.table.runs.rowCount()))

    def _open(self) -> None:
        if run := self.table.selected:
            self.run_chosen.emit(run.folder)

    def _open_folder(self) -> None:
        if run := self.table.selected:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(run.folder)))


def _button(text: str, help: str) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(help)
    return button
