"""RunsModel: the runs on disk as sorted rows, kept in place while the list is read anew."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import structs
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QIcon

from engine.service.answers import RunSummary
from engine.text import one_line
from gui.appearance import rewriting, theme
from gui.runs.columns import COLUMNS, DATE, NAME, STATE, Column, sentence
from gui.runs.run_search import found

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
Role = Qt.ItemDataRole


class RunsModel(QAbstractTableModel):
    """Rows are told apart by their folder: a row that stays keeps its selection, whatever changes around it.

    It sorts by itself: asking thousands of rows for what they are sorted by, two at a time, would take seconds.
    """

    renamed = Signal(Path, str)  # "" gives a run the name of its project back
    ticked_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._all: Sequence[RunSummary] = ()
        self._sought: tuple[str, ...] = ()
        self._runs: list[RunSummary] = []  # those that have the sought words
        self._column, self._order = COLUMNS.index(DATE), Qt.SortOrder.DescendingOrder
        self._shown = ""  # the place of the run that the window shows
        self._ticked: list[str] = []  # the places of those that are to be drawn beside it, as they were ticked
        rewriting.follow(self._rewrite)

    def show_runs(self, runs: Sequence[RunSummary]) -> None:
        """Takes over a new list, of which it shows those with the sought words."""
        self._all = runs
        self._take([run for run in runs if found(run, self._sought)])

    def seek(self, text: str) -> None:
        """Shows only runs that have each of these words somewhere; all for none."""
        self._sought = tuple(text.lower().split())
        self.show_runs(self._all)

    def _take(self, runs: Sequence[RunSummary]) -> None:
        """What is gone leaves, what changed is said, what is new comes, each at one stroke."""
        known, wanted = {_place(run): run for run in self._runs}, {_place(run): run for run in runs}
        gone, new = known.keys() - wanted.keys(), wanted.keys() - known.keys()
        if gone:
            self._remove([row for row, run in enumerate(self._runs) if _place(run) in gone])
        if any(run != known.get(place, run) for place, run in wanted.items()):
            self._change(wanted)
        self._insert([run for place, run in wanted.items() if place in new] if new else [])

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts by a column from now on."""
        self._column, self._order = column if 0 <= column < len(COLUMNS) else COLUMNS.index(DATE), order
        self._arrange(self._sorted(self._runs))

    def mark(self, shown: Path | None) -> None:
        """Marks the run that the window shows."""
        place = "" if shown is None else str(shown)
        marks, self._shown = {self._shown, place}, place
        for row, run in enumerate(self._runs):
            if len(marks) > 1 and _place(run) in marks:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))

    def _rewrite(self) -> None:
        if self._runs:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._runs) - 1, len(COLUMNS) - 1))

    @property
    def shown(self) -> str:
        """The place of the run that the window shows; "" where it shows none."""
        return self._shown

    @property
    def shown_run(self) -> RunSummary | None:
        """The same as the list has it; None where it does not."""
        return next((run for run in self._all if _place(run) == self._shown), None) if self._shown else None

    def called(self, folder: Path) -> str:
        """The name of the run in a folder, by which a person knows it; that of the folder where it is not listed."""
        return next((run.title for run in self._all if run.folder == folder), folder.name)

    @property
    def ticked(self) -> list[RunSummary]:
        """The runs that are to be drawn beside the shown one, in the order in which they were ticked."""
        wanted = set(self._ticked)
        there = {_place(run): run for run in self._all if wanted and _place(run) in wanted}
        return [there[place] for place in self._ticked if place in there]

    def tick(self, runs: Sequence[RunSummary], *, on: bool) -> None:
        """Runs are to be drawn beside the shown one, or no longer."""
        places = [_place(run) for run in runs]
        others = [place for place in self._ticked if place not in places]
        ticked = [*others, *places] if on else others
        if ticked != self._ticked:
            self._ticked = ticked
            if self._runs:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._runs) - 1, 0))
            self.ticked_changed.emit()

    def run(self, row: int) -> RunSummary:
        """The run in a row."""
        return self._runs[row]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._runs)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        run, column = self._runs[index.row()], COLUMNS[index.column()]
        match role:
            case Role.DisplayRole | Role.EditRole | Role.ToolTipRole | Role.AccessibleTextRole:
                return self._words(run, column, role)
            case Role.TextAlignmentRole:
                return _alignment(column)
            case Role.ForegroundRole if column is STATE and run.state == "failed":
                return theme.current().colour("error")
            case Role.DecorationRole if column is NAME:
                return self._sign(run)
            case Role.CheckStateRole if column is NAME and _place(run) != self._shown:
                return Qt.CheckState.Checked if _place(run) in self._ticked else Qt.CheckState.Unchecked
        return None

    def _words(self, run: RunSummary, column: Column, role: int) -> str:
        if role == Role.ToolTipRole:
            standing = self._standing(run, "\nThis run is {}.") if column is NAME else ""
            return (column.tip or column.text)(run) + standing
        if role == Role.AccessibleTextRole:
            return sentence(run) + self._standing(run, ", {}")
        return run.title if role == Role.EditRole else column.text(run)

    def _standing(self, run: RunSummary, words: str) -> str:
        """What the sign beside its name means; nothing where it has none."""
        if run.lives:
            return words.format(run.state)
        if _place(run) == self._shown:
            return words.format("shown")
        return words.format("kept on top") if run.pinned else ""

    def _sign(self, run: RunSummary) -> QIcon | None:
        if run.lives:
            return theme.icon("mdi6.pause" if run.state == "paused" else "mdi6.play", theme.current().accent)
        if _place(run) == self._shown:
            return theme.icon("mdi6.eye", theme.current().accent)
        return theme.icon("mdi6.pin", theme.current().secondary) if run.pinned else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The name of a run can be typed over, and ticked."""
        flags = super().flags(index)
        if index.isValid() and COLUMNS[index.column()] is NAME:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        editable = index.isValid() and COLUMNS[index.column()] is NAME and self._runs[index.row()].state != "unreadable"
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Another name was typed, which stands there at once and is said; or the run was ticked."""
        if role == Role.CheckStateRole and index.isValid():
            self.tick([self._runs[index.row()]], on=Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        if role != Role.EditRole or not index.isValid():
            return False
        run, title = self._runs[index.row()], one_line(str(value))
        if title != run.title:
            self._runs[index.row()] = structs.replace(run, title=title or run.title)
            self.dataChanged.emit(index, index)
            self.renamed.emit(run.folder, title)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        column = COLUMNS[section]
        answers = {
            Role.DisplayRole: column.title,
            Role.ToolTipRole: column.help,
            Role.TextAlignmentRole: _alignment(column),
        }
        return answers.get(Role(role))

    # --- the steps from one list to the next: each in a time that grows with the rows, and with one signal ---

    def _remove(self, rows: list[int]) -> None:
        """Takes rows out, gathered at the end first where they lie apart."""
        if not rows:
            return
        if rows[-1] - rows[0] >= len(rows):
            gone = set(rows)
            self._arrange([row for row in range(len(self._runs)) if row not in gone] + rows)
            rows = list(range(len(self._runs) - len(rows), len(self._runs)))
        self.beginRemoveRows(NOWHERE, rows[0], rows[-1])
        del self._runs[rows[0] : rows[-1] + 1]
        self.endRemoveRows()

    def _change(self, wanted: dict[str, RunSummary]) -> None:
        """Takes over what is new in the rows that stay, and says between which rows."""
        fresh = [wanted[_place(run)] for run in self._runs]
        rows = [row for row, (old, new) in enumerate(zip(self._runs, fresh, strict=True)) if old != new]
        if not rows:
            return
        self._runs = fresh
        self.dataChanged.emit(self.index(rows[0], 0), self.index(rows[-1], len(COLUMNS) - 1))
        self._arrange(self._sorted(fresh))

    def _insert(self, new: list[RunSummary]) -> None:
        """Puts new runs in their places, by way of the end where these lie apart."""
        if not new:
            return
        count, whole = len(self._runs), [*self._runs, *new]
        order = self._sorted(whole)
        rows = [row for row, source in enumerate(order) if source >= count]
        together = rows[-1] - rows[0] < len(rows)
        first = rows[0] if together else count
        self.beginInsertRows(NOWHERE, first, first + len(new) - 1)
        self._runs = [whole[source] for source in order] if together else whole
        self.endInsertRows()
        if not together:
            self._arrange(order)

    def _sorted(self, runs: Sequence[RunSummary]) -> list[int]:
        """Pinned rows first, then in the order of the chosen column; those alike in it with the newest first."""
        names = [run.name for run in runs]
        keys = list(map(COLUMNS[self._column].order, runs))
        newest = sorted(range(len(runs)), key=names.__getitem__, reverse=True)
        ordered = sorted(newest, key=keys.__getitem__, reverse=self._order == Qt.SortOrder.DescendingOrder)
        return sorted(ordered, key=lambda row: not runs[row].pinned)

    def _arrange(self, order: list[int]) -> None:
        """Puts the rows into another order: `order[i]` is the row that comes to stand in row i."""
        if order == list(range(len(order))):
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        places = {source: row for row, source in enumerate(order)}
        self._runs = [self._runs[source] for source in order]
        after = [self.index(places[index.row()], index.column()) for index in before]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()


def _place(run: RunSummary) -> str:
    """What tells a run from others: its path as text, which is quicker to compare."""
    return str(run.folder)


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column.left else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
