"""Kernel table: the numbers of one kernel, to type in."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from gui.appearance import theme
from gui.appearance.numerals import plain
from gui.forms.fields.numbers import parsed
from gui.pieces.pages.panel_keys import PanelKeys

KEYS = PanelKeys("On a filter of your own", (("Arrows", "another number"), ("0–9, −, F2", "type it"), ("Esc", "back")))
WIDEST = "−0.0000"  # of the numbers
BESIDE, CELL_HEIGHT = 20, 26  # of the width is what stands around a number
SMALL = 1e-3  # of a weight that four decimals would not tell
LARGEST = 1e9  # a weight
MOST_SIDE = 7  # cells in sight each way
CENTRE = Qt.AlignmentFlag.AlignCenter


class KernelTable(QTableWidget):
    """A number that is none is put back as it was.

    changed()   a person typed another number
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._values = np.zeros((1, 1), np.float32)
        self._made = False  # a font comes before
        self.setAccessibleName("Weights of your filter")
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._made = True
        self._follow_font()
        self.itemChanged.connect(self._take)

    @property
    def values(self) -> np.ndarray:
        """The kernel (height, width) as it stands there, copied."""
        return self._values.copy()

    @property
    def editing(self) -> bool:
        """Whether a number is being typed just now."""
        return self.state() == QAbstractItemView.State.EditingState

    def show_kernel(self, values: np.ndarray) -> None:
        """Another kernel (height, width)."""
        self._values = np.array(values, np.float32)
        self.blockSignals(True)
        height, width = values.shape
        self.setRowCount(height)
        self.setColumnCount(width)
        for (row, column), value in np.ndenumerate(self._values):
            self._write(row, column, float(value))
        self.blockSignals(False)
        self.fit()

    def _write(self, row: int, column: int, value: float) -> None:
        item = QTableWidgetItem(written(value))
        item.setTextAlignment(CENTRE)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"row {row + 1}, column {column + 1}: {written(value)}")
        self.setItem(row, column, item)

    def _take(self, item: QTableWidgetItem) -> None:
        row, column = item.row(), item.column()
        if item.text() == written(float(self._values[row, column])):
            return  # what stands there is rounded, the weight is not
        value = parsed(item.text(), whole=False)
        taken = isinstance(value, float) and abs(value) <= LARGEST
        if taken and isinstance(value, float):
            self._values[row, column] = value
        self.blockSignals(True)
        self._write(row, column, float(self._values[row, column]))
        self.blockSignals(False)
        if taken:
            self.changed.emit()

    def fit(self) -> None:
        """As large as its numbers, up to seven each way."""
        height, width = self._values.shape
        wide = self.fontMetrics().horizontalAdvance(WIDEST) + theme.px(BESIDE)
        self.horizontalHeader().setDefaultSectionSize(wide)
        self.verticalHeader().setDefaultSectionSize(theme.px(CELL_HEIGHT))
        room = 2 * self.frameWidth() + theme.px(2)
        across, down = min(width, MOST_SIDE), min(height, MOST_SIDE)
        self.setFixedSize(wide * across + room, theme.px(CELL_HEIGHT) * down + room)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and self._made:
            self._follow_font()

    def _follow_font(self) -> None:
        """At another zoom letters and cells are as large as everywhere."""
        if self.font() != theme.number_font():
            self.setFont(theme.number_font())
        self.fit()


def written(value: float) -> str:
    """In four decimals at most, so that a cell holds it; what would be nothing in those by its first two digits."""
    return plain(round(value, 4), 4) if abs(value) >= SMALL else plain(value, 2)
