"""WeightTable: a sheet of exact weights that can be selected and copied, however many there are."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from gui.appearance import theme
from gui.inspect.weights.weight_sheet import Sheet
from gui.pieces.pages.panel_keys import PanelKeys

ROW, PADDING = 24, 20
WIDEST = "−0.000123456789"
KEYS = PanelKeys(
    "On exact weights",
    (("Arrows, with Shift", "another number, select"), ("Ctrl+A, Ctrl+C", "select all, copy"), ("Esc", "close")),
)
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class SheetModel(QAbstractTableModel):
    """A sheet's numbers; another sheet of the same form keeps what is selected and where it is scrolled to."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet: Sheet | None = None

    def show_sheet(self, sheet: Sheet) -> bool:
        """Shows other numbers; True where they have other names or another form."""
        same_form = self.sheet is not None and self.sheet.values.shape == sheet.values.shape
        same_names = self.sheet is not None and self.sheet.names == sheet.names
        if not same_form:
            self.beginResetModel()
        self.sheet = sheet
        if not same_form:
            self.endResetModel()
            return True
        rows, columns = sheet.values.shape
        self.dataChanged.emit(self.index(0, 0), self.index(rows - 1, columns - 1))
        if not same_names:
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, rows - 1)
        return not same_names

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if self.sheet is None or parent.isValid() else self.sheet.values.shape[0]

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if self.sheet is None or parent.isValid() else self.sheet.values.shape[1]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self.sheet is None or not index.isValid():
            return None
        row, column = index.row(), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.sheet.cell(row, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self.sheet.row_name(row)}, {self.sheet.columns[column]}: {self.sheet.cell(row, column)}"
            case Qt.ItemDataRole.BackgroundRole if self.sheet.banded and row // self.sheet.band % 2:
                return QColor(theme.current().hover)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | Qt.AlignmentFlag | None:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT
        if self.sheet is None or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.sheet.columns[section] if orientation == Qt.Orientation.Horizontal else self.sheet.row_name(section)


class WeightTable(QTableView):
    """Arrow keys walk, Shift selects, Ctrl+A selects all, Ctrl+C copies what is selected.

    copied(count)   so many numbers are on the clipboard
    """

    copied = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Exact weights")
        self.sheet_model = SheetModel()
        self.setModel(self.sheet_model)
        self.setFont(theme.number_font())
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setHighlightSections(False)
        self._fit()

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows other numbers; the first cell is the current one where none is."""
        if self.sheet_model.show_sheet(sheet):
            self._fit()
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.sheet_model.index(0, 0))

    def go_to(self, row: int) -> None:
        """Makes the first number of a row the current one, at the upper edge."""
        index = self.sheet_model.index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)

    def copy(self) -> None:
        """Puts what is selected on the clipboard, separated by tabs."""
        ranges, sheet = self.selectionModel().selection(), self.sheet_model.sheet
        if sheet is None or ranges.isEmpty():
            return
        chosen = ranges.first()
        rows, columns = range(chosen.top(), chosen.bottom() + 1), range(chosen.left(), chosen.right() + 1)
        QGuiApplication.clipboard().setText(sheet.rectangle(rows, columns))
        self.copied.emit(len(rows) * len(columns))

    def whole_width(self) -> int:
        """What all columns need."""
        bars = self.verticalScrollBar().sizeHint().width() + 2 * self.frameWidth()
        return self.verticalHeader().width() + self.horizontalHeader().length() + bars

    def _fit(self) -> None:
        metrics, padding = QFontMetrics(self.font()), theme.px(PADDING)
        sheet = self.sheet_model.sheet
        titles = (WIDEST, *(sheet.columns if sheet is not None else ()))
        self.horizontalHeader().setDefaultSectionSize(max(map(metrics.horizontalAdvance, titles)) + padding)
        self.verticalHeader().setDefaultSectionSize(max(theme.px(ROW), metrics.height() + 4))
        if sheet is not None:
            names = (sheet.row_name(0), sheet.row_name(len(sheet.values) - 1))
            self.verticalHeader().setFixedWidth(max(map(metrics.horizontalAdvance, names)) + padding)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "sheet_model"):
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)
