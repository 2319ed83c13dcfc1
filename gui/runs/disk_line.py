"""DiskLine: below the list, how much disk the runs take and what can go; and what was just removed, to be undone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from engine.service.answers import DiskUse, RunSummary
from gui.appearance import lengths, rewriting
from gui.appearance.numerals import counted, numeral, size
from gui.pieces.elided import Elided
from gui.runs.compared import MOST


class DiskLine(QWidget):
    """One line of fixed height.

    undo_asked(), empty_asked(), lightening_asked(): the trash is to be brought back from, emptied; the selected runs
    are to be made lighter
    """

    undo_asked = Signal()
    empty_asked = Signal()
    lightening_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._runs: Sequence[RunSummary] = ()
        self._chosen: Sequence[RunSummary] = ()
        self._use: DiskUse | None = None
        self._found: int | None = None
        self._too_many = False
        self._progress = self._done = ""
        self._words = Elided("caption")
        self.undo = QPushButton("Undo")
        self.undo.setToolTip("Brings back what was moved to the trash last (Ctrl+Z in the list).")
        self.undo.clicked.connect(self.undo_asked)
        self.free = QPushButton("Free space")
        self.free.setToolTip("What can go, and how much it takes.")
        self.free.setMenu(QMenu(self.free))
        self.free.menu().aboutToShow.connect(self._fill)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        lengths.follow(row, setSpacing=8)
        row.addWidget(self._words, 1)
        row.addWidget(self.undo)
        row.addWidget(self.free)
        self.tell_removed("")
        rewriting.follow(self._say)

    @property
    def has_trash(self) -> bool:
        """Whether something lies in the trash, as far as it was measured."""
        return bool(self.use.trash)

    @property
    def use(self) -> DiskUse:
        """What was measured last; nothing before."""
        return self._use or DiskUse({}, {})

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def show_runs(self, runs: Sequence[RunSummary]) -> None:
        """All that are in the list."""
        self._runs = runs
        self._say()

    def show_found(self, count: int | None) -> None:
        """How many have the words that somebody looks for; None while nobody does."""
        self._found = count
        self._say()

    def show_chosen(self, chosen: Sequence[RunSummary]) -> None:
        """Those that are selected."""
        self._chosen = chosen
        self._say()

    def show_too_many(self, *, too_many: bool) -> None:
        """Whether more are ticked or selected than the chart draws."""
        self._too_many = too_many
        self._say()

    def show_use(self, use: DiskUse) -> None:
        """What was measured."""
        self._use = use
        self._say()

    def show_progress(self, words: str) -> None:
        """How far something is that goes through all runs; "" when it is over."""
        self._progress = words
        self._say()

    def tell_removed(self, done: str) -> None:
        """What was just done, with Undo beside it; "" once there is nothing to undo."""
        self._done = done
        self.undo.setVisible(bool(done))
        self._say()

    def _say(self) -> None:
        self._words.say(" · ".join(part for part in (self._done, *self._figures()) if part))
        self.free.setVisible(bool(self._runs) or self.has_trash)

    def _figures(self) -> list[str]:
        use, several = self._use, len(self._chosen) > 1
        parts = [f"{counted(len(self._chosen), 'run')} selected{_taken(self._chosen)}"] if several else []
        if self._too_many:
            parts.append(f"the chart has {MOST} of them")
        if self._runs:
            taken = f", {size(sum(use.runs.values()))}" if use else ""
            of = "" if self._found is None else f"{numeral(self._found)} of "
            parts.append(f"{of}{counted(len(self._runs), 'run')}{taken}")
        if trash := self.use.trash:
            parts.append(f"trash {counted(len(trash), 'run')}, {size(sum(trash.values()))}")
        return [*parts, self._progress]

    def _fill(self) -> None:
        """What can go, as things stand."""
        menu, trash = self.free.menu(), self.use.trash
        menu.clear()
        inside = f" ({counted(len(trash), 'run')}, {size(sum(trash.values()))})" if trash else " (nothing in it)"
        empty = menu.addAction(f"Empty the trash{inside}…", self.empty_asked.emit)
        empty.setEnabled(bool(trash))
        count = len(self._chosen)
        which = "the selected run" if count == 1 else f"{counted(count, 'selected run')}"
        light = menu.addAction(f"Remove the weights that {which} kept along the way…", self.lightening_asked.emit)
        light.setEnabled(count > 0)


def _taken(runs: Sequence[RunSummary]) -> str:
    sizes = [run.size for run in runs if run.size is not None]
    return f", {size(sum(sizes))}" if len(sizes) == len(runs) else ""
