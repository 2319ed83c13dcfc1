"""QueueModel: the entries of the queue as rows, told apart by their ids."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from engine.service.answers import EntryView
from gui.appearance import rewriting, theme
from gui.runs.queue.queue_columns import COLUMNS, PROJECT, RECIPE, STATE, sentence, tip

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
Role = Qt.ItemDataRole
WORDS = (PROJECT, RECIPE, STATE)
LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


class QueueModel(QAbstractTableModel):
    """As long as the same entries stand there in the same order, only what changed is painted anew."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: Sequence[EntryView] = ()
        rewriting.follow(lambda: self._say_changed(0, len(self.entries) - 1))

    def show(self, entries: Sequence[EntryView]) -> bool:
        """Takes over how they stand; whether they are others than before, or in another order."""
        before, self_ids = self.entries, [one.entry.id for one in entries]
        if self_ids == [one.entry.id for one in before]:
            self.entries = entries
            changed = [row for row, pair in enumerate(zip(before, entries, strict=True)) if pair[0] != pair[1]]
            if changed:
                self._say_changed(changed[0], changed[-1])
            return False
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()
        return True

    def _say_changed(self, first: int, last: int) -> None:
        if self.entries:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else super().flags(index)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one, column = self.entries[index.row()], COLUMNS[index.column()]
        match role:
            case Role.DisplayRole:
                return column.text(one)
            case Role.ToolTipRole:
                return tip(one)
            case Role.AccessibleTextRole:
                return sentence(one)
            case Role.TextAlignmentRole:
                return (LEFT if index.column() in WORDS else RIGHT) | Qt.AlignmentFlag.AlignVCenter
            case Role.ForegroundRole:
                return self._colour(one)
        return None

    def _colour(self, one: EntryView) -> QColor | None:
        if one.state == "failed":
            return theme.current().colour("error")
        return theme.current().colour("secondary") if one.entry.ended else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        column = COLUMNS[section]
        alignment = (LEFT if section in WORDS else RIGHT) | Qt.AlignmentFlag.AlignVCenter
        answers = {
            Role.DisplayRole: column.title,
            Role.ToolTipRole: column.help,
            Role.TextAlignmentRole: alignment,
        }
        return answers.get(Role(role))
