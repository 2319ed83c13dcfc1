"""Survey model: the filters or units of a layer as rows that can be sorted, each with its picture and what marks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap

from engine.service.answers import Values
from engine.service.looking.layers.enlarge_questions import Survey
from gui.appearance import theme
from gui.appearance.numerals import numeral, plain
from gui.inspect import colour_maps
from gui.pieces.images.own_ranges import ends_of, own_ranges

Order = Literal["number", "norm", "likeness", "class"]
COLUMNS: tuple[tuple[str, Order], ...] = (
    ("Filter", "number"),
    ("Norm", "norm"),
    ("Most like", "likeness"),
    ("Prefers", "class"),
    ("Mark", "number"),
)
TIPS = (
    "Its number, and its map of this image",
    "How long the filter is as a list of weights: strong filters answer strongly",
    "The other filter that points most alike, and how much: 1 is the same but for strength, 0 not at all, −1 opposite",
    "The class to whose test images it answers most in the mean, and by how much more than in the mean to the others",
    "What is dead gives the same to every test image everywhere; a duplicate is as good as the same as another one",
)
PICTURE = 36
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class SurveyModel(QAbstractTableModel):
    """Rows in an order of their own; what is shown in one is made when it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._survey: Survey | None = None
        self._classes: tuple[str, ...] = ()
        self._maps: Values | None = None
        self._noun = "Filter"
        self._order: Order = "number"
        self._rows = np.zeros(0, np.int64)

    def show_survey(self, survey: Survey | None, classes: tuple[str, ...] = (), noun: str = "Filter") -> None:
        """Another layer, or newer weights; `noun` is what one of its channels is called."""
        self.beginResetModel()
        self._survey, self._classes, self._noun = survey, classes, noun
        self._rows = _sorted(survey, self._order)
        self.endResetModel()

    def show_maps(self, maps: Values | None) -> None:
        """The maps (filters, height, width) of the current image; None where there are none."""
        self._maps = maps
        if len(self._rows):
            role = [Qt.ItemDataRole.DecorationRole]
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0), role)

    def sort_by(self, order: Order) -> None:
        """In another order."""
        self.beginResetModel()
        self._order, self._rows = order, _sorted(self._survey, order)
        self.endResetModel()

    def filter_at(self, row: int) -> int:
        """The number, from 0, of what stands in a row."""
        return int(self._rows[row])

    def widest_class(self, measure: Callable[[str], int]) -> int:
        """How wide the words are for any class that is preferred; `measure` says how wide words are."""
        labels = [] if self._survey is None else np.unique(self._survey.prefers).tolist()
        return max((measure(f"class {self._named(label)} (by 0.0021)") for label in labels), default=0)

    def marks(self) -> tuple[int, int]:
        """How many are dead, and how many duplicates."""
        survey = self._survey
        return (0, 0) if survey is None else (int(survey.dead.sum()), int((survey.twin >= 0).sum()))

    def table(self) -> Iterator[Sequence[Any]]:
        """For other programs: a row for each, in the order that is chosen."""
        yield [self._noun.lower(), "norm", "most like", "likeness", "prefers", "by", "mark"]
        survey = self._survey
        for at in [] if survey is None else self._rows.tolist():
            assert survey is not None  # noqa: S101  # without one there are no rows
            likes = int(survey.nearest[at]) + 1, survey.likeness[at]
            prefers = ("", "") if survey.dead[at] else (self._class(survey, at), self._margin(survey, at))
            yield [at + 1, survey.norms[at], *likes, *prefers, self._mark(survey, at)]

    # --- for the view ---

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return TIPS[section]
        return (self._noun if section == 0 else COLUMNS[section][0]) if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._survey is None or not index.isValid():
            return None
        at = self.filter_at(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words(self._survey, at, index.column())
            case Qt.ItemDataRole.ToolTipRole:
                return f"{self._words(self._survey, at, index.column())}\n{TIPS[index.column()]}".strip()
            case Qt.ItemDataRole.AccessibleTextRole:
                named = f"{self._noun} {numeral(at + 1)}"
                words = self._words(self._survey, at, index.column())
                return words if index.column() == 0 else f"{named}, {COLUMNS[index.column()][0].lower()}: {words}"
            case Qt.ItemDataRole.DecorationRole if index.column() == 0 and self._maps is not None:
                return _picture(self._maps, at) if at < len(self._maps) else None
            case Qt.ItemDataRole.SizeHintRole if index.column() == 0 and self._maps is not None:
                return QSize(theme.px(PICTURE), theme.px(PICTURE + 4))
        return None

    def _words(self, survey: Survey, at: int, column: int) -> str:
        match column:
            case 0:
                return f"{self._noun} {numeral(at + 1)}"
            case 1:
                return plain(float(survey.norms[at]))
            case 2:
                return self._most_like(survey, at)
            case 3:
                return "" if survey.dead[at] else self._preferred(survey, at)
            case _:
                return self._mark(survey, at)

    def _most_like(self, survey: Survey, at: int) -> str:
        """With its noun, as in a network of digits a bare number might be a class; a single one is like no other."""
        if len(survey.norms) == 1:
            return ""
        other = numeral(int(survey.nearest[at]) + 1)
        return f"{self._noun.lower()} {other} ({plain(float(survey.likeness[at]), 2)})"

    def _preferred(self, survey: Survey, at: int) -> str:
        return f"class {self._class(survey, at)} (by {plain(self._margin(survey, at), 2)})"

    def _class(self, survey: Survey, at: int) -> str:
        return self._named(int(survey.prefers[at]))

    def _named(self, label: int) -> str:
        return self._classes[label] if label < len(self._classes) else str(label)

    def _margin(self, survey: Survey, at: int) -> float:
        return float(survey.there[at] - survey.elsewhere[at])

    def _mark(self, survey: Survey, at: int) -> str:
        marks = ["dead"] if survey.dead[at] else []
        if survey.twin[at] >= 0:
            marks.append(f"duplicate of {self._noun.lower()} {numeral(int(survey.twin[at]) + 1)}")
        return ", ".join(marks)


def _sorted(survey: Survey | None, order: Order) -> np.ndarray:
    """The strongest, the most alike first; classes in their order, and those that answer most to each first."""
    if survey is None:
        return np.zeros(0, np.int64)
    match order:
        case "norm":
            return np.argsort(-np.nan_to_num(survey.norms, nan=-1), kind="stable")
        case "likeness":
            return np.argsort(-survey.likeness, kind="stable")
        case "class":
            return np.lexsort((survey.elsewhere - survey.there, survey.prefers, survey.dead))
        case _:
            return np.arange(len(survey.norms))


def _picture(maps: Values, at: int) -> QIcon:
    """A map in grey, of its own range; a large one loses lines. A selected row leaves it its greys."""
    every = max(1, max(maps.shape[1:]) // (2 * PICTURE))
    small = maps[at, ::every, ::every]
    low, high = (ends[at] for ends in own_ranges(*ends_of(maps)))
    packed = np.ascontiguousarray(colour_maps.packed("grey")[colour_maps.indices(small, low, high)])
    height, width = packed.shape
    image = QImage(packed.data, width, height, 4 * width, QImage.Format.Format_RGB32)
    picture = QPixmap(image.scaled(theme.px(PICTURE), theme.px(PICTURE), Qt.AspectRatioMode.KeepAspectRatio))
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)
    return icon
