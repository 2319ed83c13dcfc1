"""StackModel: the rows for Qt's views. New rows are taken over by keyed differences, never by a reset."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.stack.list.cards.card_words import details, spoken
from gui.stack.list.row_differences import difference
from gui.stack.list.rows import SELECTABLE, Row

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole  # gives the Row itself
NOWHERE = QModelIndex()


class StackModel(QAbstractListModel):
    """Holds the rows of the stack as it is now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows."""
        return tuple(self._rows)

    def row(self, position: int) -> Row | None:
        """The row at a position."""
        return self._rows[position] if 0 <= position < len(self._rows) else None

    def position(self, key: str) -> int:
        """Where the row with this key is; -1 where there is none."""
        return next((i for i, row in enumerate(self._rows) if row.key == key), -1)

    def take(self, rows: tuple[Row, ...]) -> None:
        """Makes these the rows: takes out what is gone or has moved, puts in what is new, repaints what changed."""
        old = {row.key: row for row in self._rows}
        steps = difference([row.key for row in self._rows], [row.key for row in rows])
        for run in reversed(steps.removed):
            self.beginRemoveRows(NOWHERE, run.first, run.last)
            del self._rows[run.first : run.last + 1]
            self.endRemoveRows()
        for run in steps.inserted:
            self.beginInsertRows(NOWHERE, run.first, run.last)
            self._rows[run.first : run.first] = rows[run.first : run.last + 1]
            self.endInsertRows()
        self._change(rows, old)

    def _change(self, rows: tuple[Row, ...], old: dict[str, Row]) -> None:
        changed = [i for i, row in enumerate(rows) if row != old.get(row.key)]
        self._rows = list(rows)
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row())
        if row is None:
            return None
        if role == ROW:
            return row
        return _said(row, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row(index.row())
        if row is None:
            return Qt.ItemFlag.NoItemFlags
        plain = Qt.ItemFlag.ItemIsEnabled
        return plain | _CARD_FLAGS if row.part in SELECTABLE else plain


_CARD_FLAGS = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled


def _said(row: Row, role: int) -> str | None:
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return spoken(row)
    if role == Qt.ItemDataRole.DisplayRole:
        return row.node.label if row.node else ""
    if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole) and row.part in SELECTABLE:
        return details(row)
    return None
