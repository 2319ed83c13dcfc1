"""TileModel: so many images in rows of so many, as Qt's tables count them; what they are is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

Index: TypeAlias = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
SAID = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


class TileModel(QAbstractTableModel):
    """Row by row; the cells behind the last image are empty. A table lays out its rows alone, however many cells."""

    def __init__(self) -> None:
        super().__init__()
        self.count, self.columns = 0, 1
        self.sentence: Callable[[int], str] = lambda _: ""

    def arrange(self, count: int, columns: int) -> None:
        """There are so many, in so many columns."""
        self.beginResetModel()
        self.count, self.columns = count, columns
        self.endResetModel()

    def place(self, index: Index) -> int | None:
        """Which image a cell shows, counted from 0."""
        place = index.row() * self.columns + index.column()
        return place if index.isValid() and place < self.count else None

    def at(self, place: int) -> QModelIndex:
        """The cell of an image."""
        return self.index(*divmod(place, self.columns))

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else -(-self.count // self.columns)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() or not self.count else self.columns

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.place(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        place = self.place(index) if role in SAID else None
        return None if place is None else self.sentence(place)
