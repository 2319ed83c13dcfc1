"""FamilyTree: the selected run among those that it was forked from, forked beside it, and forked from it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from engine.service.answers import MARK, Families, Relative, RunSummary, typed_in_few_words
from gui.appearance import rewriting, theme
from gui.appearance.numerals import in_figures, numeral, percent
from gui.runs.differences import names_beside

ROWS = 5  # that are in sight at first
SELECT, ALONE = "Select a run to see its family.", "This run is no fork, and none was made of it."
TITLES = ("Family", "At step", "Test")
TIPS = (
    "The runs that the selected one was forked from, those forked beside it, and its own forks",
    "The step of the run above at which it was forked",
    "Share of the test images that were recognised",
)
GONE = "It is in the trash, gone, or kept elsewhere"
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
NO_FAMILIES = Families()
FOLDER = Qt.ItemDataRole.UserRole


class FamilyTree(QTreeWidget):
    """Enter or a double click opens a relative. Hidden while no listed run is a fork.

    opened(path)   a run is to be shown
    """

    opened = Signal(Path)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Family of the selected run")
        self._families = NO_FAMILIES
        self._chosen: tuple[RunSummary, ...] = ()
        self._together: Sequence[RunSummary] = ()
        self._shown: str | tuple[Relative, ...] = ""
        self._marked: Path | None = None
        self._set_up()
        self.activated.connect(self._open)
        rewriting.follow(self._write)
        self.hide()

    def show_families(self, families: Families) -> None:
        """Those of another list."""
        self._families = families
        self.setVisible(bool(families))
        self._show()

    def show_chosen(self, chosen: Sequence[RunSummary]) -> None:
        """Shows the family of another run; of several none is."""
        self._chosen = tuple(chosen[:2])
        self._show()

    def call(self, together: Sequence[RunSummary]) -> None:
        """The runs that are compared have the names by which they are told apart there."""
        if tuple(together) != self._together:
            self._together = tuple(together)
            self._write()

    def _show(self) -> None:
        """Only what is other than before, as somebody may be on their way through it."""
        told, marked = self._told(), self._chosen[0].folder if self._chosen else None
        if (told, marked) != (self._shown, self._marked):
            self._shown, self._marked = told, marked
            self._write()

    def _told(self) -> str | tuple[Relative, ...]:
        if len(self._chosen) != 1 or not self._families:
            return SELECT
        return self._families.of(self._chosen[0]) or ALONE

    def _write(self) -> None:
        self.clear()
        if isinstance(self._shown, str):
            self._say(self._shown)
        else:
            self._fill(self._shown)

    def _say(self, words: str) -> None:
        item = QTreeWidgetItem((words,))
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.addTopLevelItem(item)
        item.setFirstColumnSpanned(True)

    def _fill(self, rows: Sequence[Relative]) -> None:
        above: list[QTreeWidgetItem] = []
        listed = [row.run for row in rows if row.run is not None]
        called = dict(zip((run.folder for run in listed), names_beside(listed, self._together), strict=True))
        for row in rows:
            item = _item(row, called.get(row.folder, row.title), chosen=row.folder == self._marked)
            del above[row.depth :]
            above[-1].addChild(item) if above else self.addTopLevelItem(item)
            above.append(item)
            if row.folder == self._marked:
                self.setCurrentItem(item)
        self.expandAll()
        if (current := self.currentItem()) is not None:
            self.scrollToItem(current)

    def _open(self) -> None:
        item = self.currentItem()
        if item is not None and (folder := item.data(0, FOLDER)):
            self.opened.emit(Path(folder))

    # --- set up ---

    def _set_up(self) -> None:
        self.setColumnCount(len(TITLES))
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setUniformRowHeights(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        head = self.headerItem()
        for number, (title, tip) in enumerate(zip(TITLES, TIPS, strict=True)):
            head.setText(number, title)
            head.setToolTip(number, tip)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for number in (1, 2):
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.ResizeToContents)
            head.setTextAlignment(number, RIGHT)

    def sizeHint(self) -> QSize:
        row = QFontMetrics(self.font()).height() + theme.px(6)
        return QSize(super().sizeHint().width(), self.header().sizeHint().height() + ROWS * row)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.header().sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()


def _item(row: Relative, name: str, *, chosen: bool) -> QTreeWidgetItem:
    step = "" if row.step is None else numeral(row.step)
    if row.more:
        item = QTreeWidgetItem((f"and {numeral(row.more)} more", "", ""))
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        return item
    accuracy = "" if row.run is None else percent(row.run.accuracy) + MARK * bool(row.run.leak)
    typed_in = _typed_in(row)
    beside = "not listed" if row.run is None else "" if typed_in in name else typed_in
    item = QTreeWidgetItem((f"{name} ({beside})" if beside else name, step, accuracy))
    item.setData(0, FOLDER, str(row.folder))
    item.setToolTip(0, f"{row.title} · {name}\n{row.folder}" if row.run else f"{GONE}: {row.folder}")
    item.setToolTip(2, "" if row.run is None else in_figures(row.run.leak))
    item.setData(0, Qt.ItemDataRole.AccessibleTextRole, _spoken(row, name, chosen=chosen))
    for number in (1, 2):
        item.setTextAlignment(number, RIGHT)
    font = item.font(0)
    font.setBold(chosen)
    font.setItalic(row.run is None)
    item.setFont(0, font)
    return item


def _typed_in(row: Relative) -> str:
    return "" if row.run is None else in_figures(typed_in_few_words(row.run.typed_in))


def _spoken(row: Relative, name: str, *, chosen: bool) -> str:
    """The row in words, for a screen reader."""
    said = [name, "the selected run" if chosen else ""]
    said += ["" if row.step is None else f"forked at step {numeral(row.step)}"]
    said += ["not listed" if row.run is None else "", _typed_in(row)]
    if row.run is not None and row.run.accuracy is not None:
        said.append(f"{percent(row.run.accuracy)} of the test images right")
        said.append(in_figures(row.run.leak))
    return ", ".join(part for part in said if part)
