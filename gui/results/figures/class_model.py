"""ClassModel: precision, recall and F1 of every class as sorted rows, below the two ways to average them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from engine.metrics.class_scores import Averages, ClassScores
from engine.project.data.facts import Classes
from gui.appearance import theme
from gui.appearance.numerals import numeral, tenths_of_percent
from gui.pieces.classes.names import bare, found
from gui.pieces.tips import parted

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
Role = Qt.ItemDataRole
RIGHT, LEFT = (
    side | Qt.AlignmentFlag.AlignVCenter for side in (Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft)
)
AVERAGES = ("Mean, each class alike", "Mean, by images")  # macro and weighted


@dataclass(frozen=True)
class Column:
    """A figure of a class: what it is called, what it means, and how it is written."""

    key: str
    title: str
    help: str
    text: Callable[[float], str] = lambda value: "–" if np.isnan(value) else tenths_of_percent(value)


NAME = Column("class", "Class", "")
COLUMNS = (
    NAME,
    Column("images", "Images", "How many images of the class there are", lambda value: numeral(int(value))),
    Column("precision", "Precision", "Of the times that the class was the answer, how often rightly"),
    Column("recall", "Recall", "Of the images of the class, how many were recognised"),
    Column("f1", "F1", "The harmonic mean of precision and recall"),
)
KEYS = [column.key for column in COLUMNS]


class ClassModel(QAbstractTableModel):
    """The averages stay at the top, however the classes are sorted. As they come, classes are in the data's order."""

    def __init__(self) -> None:
        super().__init__()
        self._names: Classes = ()
        self._values: dict[str, NDArray[Any]] = {}
        self._means: tuple[Averages, ...] = ()
        self._letters = ""
        self._column, self._falls = -1, False
        self._rows: NDArray[np.int64] = np.zeros(0, np.int64)

    def show_scores(self, scores: ClassScores, names: Classes) -> None:
        """Shows other figures."""
        self.beginResetModel()
        self._names, self._means = names, (scores.macro, scores.weighted)
        self._values = {key: getattr(scores, key) for key in KEYS[1:]}
        self._find()
        self.endResetModel()

    def look_for(self, letters: str) -> None:
        """The classes whose names hold these letters; with none all."""
        self.beginResetModel()
        self._letters = letters
        self._find()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By a column from now on; -1 is the order of the data."""
        self.beginResetModel()
        self._column, self._falls = column, order == Qt.SortOrder.DescendingOrder
        self._find()
        self.endResetModel()

    def _find(self) -> None:
        self._rows = found(self._names, self._letters, self._sorted())

    def _sorted(self) -> NDArray[np.int64]:
        """The classes in the order of the column, what is undefined last; alike ones in the order of the data."""
        key = KEYS[self._column] if self._column >= 0 else ""
        if key == NAME.key:
            order = sorted(range(len(self._names)), key=lambda label: self._names[label].casefold())
            return np.array(order[::-1] if self._falls else order, np.int64)
        if not key:
            return np.arange(len(self._names))
        values = self._values[key].astype(np.float64)
        return np.argsort(np.nan_to_num(-values if self._falls else values, nan=np.inf), kind="stable")

    def class_of(self, row: int) -> int | None:
        """The class that stands in a row; None in those of the averages."""
        place = row - len(self._means)
        return int(self._rows[place]) if 0 <= place < len(self._rows) else None

    def row_of(self, label: int) -> int | None:
        """Where a class stands; None where it is not among those found."""
        rows = np.flatnonzero(self._rows == label)
        return int(rows[0]) + len(self._means) if len(rows) else None

    # --- Qt's questions ---

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._means) + len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, label = COLUMNS[index.column()], self.class_of(index.row())
        match role:
            case Role.DisplayRole:
                return self._text(index.row(), label, column)
            case Role.ToolTipRole:
                how = "" if label is None else "\nA double click, or Enter, shows its mistakes."
                return parted(f"{self._in_words(index.row(), label)}{how}")
            case Role.AccessibleTextRole:
                return self._in_words(index.row(), label)
            case Role.TextAlignmentRole:
                return LEFT if column is NAME else RIGHT
            case Role.ForegroundRole if label is None:
                return theme.current().colour("secondary")
        return None

    def _text(self, row: int, label: int | None, column: Column) -> str:
        if label is not None:
            return self._names[label] if column is NAME else column.text(float(self._values[column.key][label]))
        if column is NAME:
            return AVERAGES[row]
        return column.text(float(_mean(self._means[row], column.key, self._values["images"])))

    def _in_words(self, row: int, label: int | None) -> str:
        """Cat: images 12, precision 75.0 %, recall 60.0 %, F1 66.7 %."""
        figures = (f"{one.title} {self._text(row, label, one)}" for one in COLUMNS[1:])
        return f"{self._text(row, label, NAME)}: {', '.join(figures)}"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        column = COLUMNS[section]
        answers = {
            Role.DisplayRole: column.title,
            Role.ToolTipRole: column.help or None,
            Role.TextAlignmentRole: LEFT if column is NAME else RIGHT,
        }
        return answers.get(Role(role))

    # --- for other programs ---

    def table(self) -> Iterator[Sequence[Any]]:
        """Every class in the order of the data, and the averages; figures as they are, nothing where undefined."""
        yield KEYS
        columns = [self._values[key].tolist() for key in KEYS[1:]]
        for name, *values in zip(self._names, *columns, strict=True):
            yield [bare(name), *map(_plain, values)]
        for name, mean in zip(("macro average", "weighted average"), self._means, strict=True):
            yield [name, *(_plain(float(_mean(mean, key, self._values["images"]))) for key in KEYS[1:])]


def _mean(averages: Averages, key: str, images: NDArray[np.int64]) -> float:
    return int(images.sum()) if key == "images" else float(getattr(averages, key))


def _plain(value: float) -> Any:
    return "" if np.isnan(value) else int(value) if value == int(value) and value > 1 else value
