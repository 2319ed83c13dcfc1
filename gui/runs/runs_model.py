"""RunsModel: the runs on disk as rows, kept in place while the list is read anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from engine.service.answers import RunSummary
from gui.appearance import theme

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
SORT_ROLE = Qt.ItemDataRole.UserRole
DATE = 1
Role = Qt.ItemDataRole


@dataclass(frozen=True)
class Column:
    """A column: its title, how a run reads in it, what it is sorted by, and help."""

    title: str
    text: Callable[[RunSummary], str]
    key: Callable[[RunSummary], Any]
    help: str
    number: bool = True


class RunsModel(QAbstractTableModel):
    """Rows are told apart by their folder: a row that stays keeps its selection, whatever changes around it."""

    def __init__(self) -> None:
        super().__init__()
        self._runs: list[RunSummary] = []

    def show_runs(self, runs: Sequence[RunSummary]) -> None:
        """Takes over a new list by removing, inserting and changing single rows."""
        wanted = {run.folder: run for run in runs}
        for row in reversed(range(len(self._runs))):
            if self._runs[row].folder not in wanted:
                self._remove(row)
        for run in wanted.values():
            self._put(run)

    def run(self, row: int) -> RunSummary:
        """The run in a row."""
        return self._runs[row]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._runs)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        run, column = self._runs[index.row()], COLUMNS[index.column()]
        match role:
            case Role.DisplayRole:
                return column.text(run)
            case Role.ToolTipRole | Role.AccessibleTextRole:
                return run.name if role == Role.ToolTipRole else sentence(run)
            case Role.UserRole:
                return column.key(run)
            case Role.TextAlignmentRole:
                return _alignment(column)
            case Role.ForegroundRole if column is STATE and run.state == "failed":
                return theme.current().colour("error")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = COLUMNS[section]
        answers = {
            Role.DisplayRole: column.title,
            Role.ToolTipRole: column.help,
            Role.TextAlignmentRole: _alignment(column),
        }
        return answers.get(Role(role))

    def _remove(self, row: int) -> None:
        self.beginRemoveRows(NOWHERE, row, row)
        del self._runs[row]
        self.endRemoveRows()

    def _put(self, run: RunSummary) -> None:
        """Changes the row of a run, or adds one; the order is the view's affair."""
        row = next((row for row, known in enumerate(self._runs) if known.folder == run.folder), len(self._runs))
        if row == len(self._runs):
            self.beginInsertRows(NOWHERE, row, row)
            self._runs.append(run)
            self.endInsertRows()
        elif self._runs[row] != run:
            self._runs[row] = run
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def began(run: RunSummary) -> datetime | None:
    """When a run began, as its folder's name has it; None where the name is another."""
    try:
        return datetime.strptime(run.name[:17], "%Y-%m-%d_%H%M%S")  # noqa: DTZ007  # the name holds local time
    except ValueError:
        return None


def _date(run: RunSummary) -> str:
    moment = began(run)
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""


def _accuracy(run: RunSummary) -> str:
    return f"{100 * run.accuracy:.2f} %" if run.accuracy is not None else "–"


def _speed(run: RunSummary) -> str:
    return f"{run.images_per_second:,.0f}" if run.images_per_second else "–"


def sentence(run: RunSummary) -> str:
    """A run in words, for a screen reader."""
    parts = [run.title, _date(run), f"{run.state} at step {run.step:,}"]
    if run.accuracy is not None:
        parts.append(f"{_accuracy(run)} of the test images right")
    return ", ".join(part for part in parts if part)


STATE = Column("State", lambda run: run.state, lambda run: run.state, "How the run ended.", number=False)
COLUMNS = (
    Column("Run", lambda run: run.title, lambda run: run.title.lower(), "The project that was trained.", number=False),
    Column("Began", _date, lambda run: run.name, "When training began.", number=False),
    Column("Steps", lambda run: f"{run.step:,}", lambda run: run.step, "Batches trained on."),
    Column("Test", _accuracy, lambda run: run.accuracy or 0.0, "Share of the test images that were recognised."),
    STATE,
    Column("Images/s", _speed, lambda run: run.images_per_second or 0.0, "Training images a second."),
)
