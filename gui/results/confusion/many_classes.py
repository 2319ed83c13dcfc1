"""ManyClasses: what of many classes can only be scrolled to: how well each was recognised, and which were confused."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gui.appearance import lengths
from gui.pieces.classes.search import Searched
from gui.pieces.quiet_buttons import quiet_button
from gui.results.confusion.class_bars import ClassBars
from gui.results.confusion.confused_pairs import ConfusedPairs
from gui.results.confusion.confusion_words import NamedConfusion

LISTS = (
    ("Classes", "How many images of each class were recognised, the worst first"),
    ("Confused", "Which class was taken for which, the most frequent mistake first"),
)


class ManyClasses(QWidget):
    """Two lists, of which one is in sight, and a field that finds a class in both.

    class_picked(true class)          its mistakes are wanted
    pair_picked(true class, answer)   images of a cell are
    """

    class_picked = Signal(int)
    pair_picked = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.bars, self.pairs = ClassBars(), ConfusedPairs()
        self._confusion: NamedConfusion | None = None
        self._lists = QStackedWidget()
        for part in (self.bars, self.pairs):
            self._lists.addWidget(part)
        self._searched = Searched(self._lists, self._find)
        self._searched.offer(True)
        self.search = self._searched.search
        self.buttons = tuple(quiet_button(*words, checkable=True) for words in LISTS)
        self._lay_out()
        self.bars.picked.connect(self.class_picked)
        self.pairs.picked.connect(self.pair_picked)

    def _lay_out(self) -> None:
        row, column, group = QHBoxLayout(), QVBoxLayout(self), QButtonGroup(self)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=4)
        lengths.follow(row, setSpacing=2)
        for at, button in enumerate(self.buttons):
            group.addButton(button)
            row.addWidget(button)
            button.clicked.connect(lambda *_, at=at: self._show_list(at))
        row.addStretch(1)
        self.buttons[0].setChecked(True)
        column.addLayout(row)
        column.addWidget(self._searched, 1)

    def show_confusion(self, confusion: NamedConfusion) -> None:
        """Shows other counts. Whom letters were typed for among other classes is forgotten."""
        if self._confusion is not None and self._confusion.classes != confusion.classes:
            self.search.clear()
        self._confusion = confusion
        self._fill()

    def _show_list(self, at: int) -> None:
        self._lists.setCurrentIndex(at)
        self._fill()

    def _fill(self) -> None:
        """Only the list in sight: the other is made when somebody wants it."""
        if self._confusion is not None:
            (self.bars, self.pairs)[self._lists.currentIndex()].show_confusion(self._confusion)

    def _find(self, letters: str) -> None:
        self.bars.look_for(letters)
        self.pairs.look_for(letters)
