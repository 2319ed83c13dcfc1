"""SideBySide: a table with a row for each thing that is told of runs, and a column for each run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from gui.appearance import theme
from gui.pieces.tips import parted

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
Role = Qt.ItemDataRole
ROW, TITLES = 26, 0.42  # height, and the share of the width that titles may take
LEAST, MOST = 110, 320  # width of a run's column that has no more room than it needs
LEAST_LINES = 3
MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Line:
    """A row: its title, what it says of each run, and for other programs the plain values, where those are others.

    `best` are the runs that are the best in it, which stand out; `help` says what the title means.
    """

    title: str
    values: tuple[str, ...]
    plain: tuple[Any, ...] = ()
    best: frozenset[int] = frozenset()
    help: str = ""


class SideBySideModel(QAbstractTableModel):
    """Runs by the names that they have in it."""

    def __init__(self) -> None:
        super().__init__()
        self.names: tuple[str, ...] = ()
        self.lines: tuple[Line, ...] = ()
        self._tips: tuple[str, ...] = ()

    def show_lines(self, names: Sequence[str], lines: Sequence[Line], tips: Sequence[str] = ()) -> None:
        """Shows other rows; `tips` say more of each run."""
        self.beginResetModel()
        self.names, self.lines, self._tips = tuple(names), tuple(lines), tuple(tips)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.names)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], index.column()
        match role:
            case Role.DisplayRole:
                return line.values[column]
            case Role.ToolTipRole:
                return parted(f"{self.names[column]}\n{line.title}: {line.values[column]}")
            case Role.AccessibleTextRole:
                best = ", the best" if column in line.best else ""
                return f"{line.title}, {self.names[column]}: {line.values[column]}{best}"
            case Role.FontRole if column in line.best:
                return _bold()
            case Role.TextAlignmentRole:
                return MIDDLE
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        if not 0 <= section < len(self.names if across else self.lines):
            return None
        if role == Role.TextAlignmentRole:
            return MIDDLE
        if role == Role.DisplayRole:
            return self.names[section] if across else self.lines[section].title
        if role != Role.ToolTipRole:
            return None
        if across:
            return parted("\n".join(filter(None, (self.names[section], *self._tips[section : section + 1]))))
        return parted(self.lines[section].help or self.lines[section].title)

    def columns(self) -> Iterator[tuple[str, ...]]:
        """Of each run all that is told of it."""
        return (tuple(line.values[column] for line in self.lines) for column in range(len(self.names)))

    def table(self) -> Iterator[Sequence[Any]]:
        """All of it, for other programs."""
        yield ["", *self.names]
        for line in self.lines:
            yield [line.title, *(line.plain or line.values)]


def _bold() -> QFont:
    font = theme.number_font()
    font.setBold(True)
    return font


def shared(room: int, needed: Sequence[int], natural: Sequence[int]) -> list[int]:
    """How wide columns are: as they are whole, wider where there is room to spare, and else down to what they need."""
    spare, wish = room - sum(needed), sum(natural) - sum(needed)
    if spare >= wish:
        return [width + (spare - wish) // len(natural) for width in natural]
    share = max(0, spare) / max(1, wish)
    return [least + int(share * (width - least)) for least, width in zip(needed, natural, strict=True)]


class SideBySide(QTableView):
    """Titles stay in sight while one scrolls to runs further on; columns share the width, down to what is legible.

    At least so many lines are in sight.
    """

    _whole = False  # for a picture: nothing is cut off
    _built = False  # Qt sends events before the parts are made, and while they change

    def __init__(self, name: str, least: int = LEAST_LINES) -> None:
        super().__init__()
        self._least = least
        self.rows = SideBySideModel()
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(False)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setTextElideMode(Qt.TextElideMode.ElideRight)  # names begin with what tells them apart
            header.setSectionsClickable(False)
        theme.set_role(self.verticalHeader(), "titles")
        self._built = True
        self._fit()

    def show_lines(self, names: Sequence[str], lines: Sequence[Line], tips: Sequence[str] = ()) -> None:
        """Shows other rows; the place in the table stays."""
        place = self.verticalScrollBar().value()
        self._built = False  # a scroll bar that comes now resizes the table while its columns are made anew
        self.rows.show_lines(names, lines, tips)
        self._built = True
        self._fit()
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(place)

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW))
        header, titles = self.verticalHeader(), self._titles()
        header.setFixedWidth(titles if self._whole else max(theme.px(60), min(titles, round(self.width() * TITLES))))
        needed, natural = self._needed()
        bar = 0 if self._whole else self.verticalScrollBar().sizeHint().width()
        for column, width in enumerate(shared(self.width() - header.width() - bar - 4, needed, natural)):
            self.horizontalHeader().resizeSection(column, width)
        lines = theme.px(ROW) * self._least
        self.setMinimumSize(theme.px(240), lines + self.horizontalHeader().sizeHint().height() + 2)

    def _titles(self) -> int:
        return theme.px(28) + max(
            (self.fontMetrics().horizontalAdvance(line.title) for line in self.rows.lines), default=0
        )

    def _needed(self) -> tuple[list[int], list[int]]:
        """Of each column what its values need, and its name too."""
        heavy, pad, most = QFontMetrics(_bold()), theme.px(24), theme.px(10_000 if self._whole else MOST)
        values = [max((heavy.horizontalAdvance(said) for said in column), default=0) for column in self.rows.columns()]
        names = [heavy.horizontalAdvance(name) for name in self.rows.names]
        needed = [max(theme.px(LEAST), min(width + pad, most)) for width in values]
        return needed, [max(least, min(name + pad, most)) for least, name in zip(needed, names, strict=True)]

    def whole(self) -> SideBySide:
        """Another one, as large as all of it is, for a picture."""
        copy = SideBySide(self.accessibleName())
        copy._whole = True
        copy.setFrameShape(QFrame.Shape.NoFrame)
        for turn_off in (copy.setVerticalScrollBarPolicy, copy.setHorizontalScrollBarPolicy):
            turn_off(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        copy.rows.show_lines(self.rows.names, self.rows.lines)
        copy.ensurePolished()
        width = copy._titles() + sum(copy._needed()[1]) + 4
        copy.resize(width, copy.horizontalHeader().sizeHint().height() + theme.px(ROW) * len(self.rows.lines) + 2)
        copy._fit()
        return copy

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._built:
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._built:
            self._fit()
