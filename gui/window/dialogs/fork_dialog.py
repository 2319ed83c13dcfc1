"""ForkDialog: from which of the steps that a run keeps the next one is to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine.service.answers import KeptPoint, KeptPoints
from gui.appearance import theme
from gui.appearance.numerals import numeral, percent
from gui.pieces.pages.page_cards import words

WHY = (
    "The run’s project takes the place of the one that is open, which Undo brings back. Change settings or layers, and "
    "press Train: the new run begins with the weights of this step. This run stays as it is."
)
GOES_ON, ANEW = "goes on", "begins anew"
COLUMNS = ("Step", "Epoch", "Validation", "Test", "Optimiser")
TIPS = (
    "Steps that the run had done",
    "How often it had seen all training images",
    "Share of the validation images that it got right then",
    "Share of the test images that it got right then",
    "A checkpoint keeps its state; with the weights alone it begins anew",
)
VALIDATION = 2
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ForkDialog(QDialog):
    """`point` is the chosen one."""

    def __init__(self, kept: KeptPoints, near: int | None, parent: QWidget) -> None:
        """`near` is the step whose nearest is proposed; None: the newest."""
        super().__init__(parent)
        self.setWindowTitle(f"Fork from “{kept.title}”")
        self.resize(theme.px(480), theme.px(380))
        self._points = kept.points
        self.table = self._table()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.fork = buttons.addButton("Fork from here", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(words(WHY, "caption", wrap=True))
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        self.fork.setDefault(True)
        self._propose(near)

    @property
    def point(self) -> KeptPoint:
        """What is chosen."""
        return self._points[max(0, self.table.currentRow())]

    def _table(self) -> QTableWidget:
        table = QTableWidget(len(self._points), len(COLUMNS))
        table.setAccessibleName("Kept steps")
        for number, (title, tip) in enumerate(zip(COLUMNS, TIPS, strict=True)):
            table.setHorizontalHeaderItem(number, _head(title, tip))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setHighlightSections(False)
        for row, point in enumerate(self._points):
            for number, text in enumerate(_cells(point)):
                table.setItem(row, number, _cell(text, right=number < len(COLUMNS) - 1))
        table.setColumnHidden(VALIDATION, all(point.validation is None for point in self._points))
        table.activated.connect(lambda _: self.accept())
        return table

    def _propose(self, near: int | None) -> None:
        rows = range(len(self._points))
        row = 0 if near is None else min(rows, key=lambda row: abs(self._points[row].step - near))
        self.table.selectRow(row)
        self.table.setFocus()


def _cells(point: KeptPoint) -> tuple[str, ...]:
    epoch = numeral(point.epochs, ",.0f" if point.epochs.is_integer() else ",.3f")
    accuracies = ("" if share is None else percent(share) for share in (point.validation, point.test))
    return (numeral(point.step), epoch, *accuracies, GOES_ON if point.optimiser else ANEW)


def _head(title: str, tip: str) -> QTableWidgetItem:
    head = QTableWidgetItem(title)
    head.setToolTip(tip)
    return head


def _cell(text: str, *, right: bool) -> QTableWidgetItem:
    cell = QTableWidgetItem(text)
    if right:
        cell.setTextAlignment(RIGHT)
    return cell
