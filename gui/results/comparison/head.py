"""The head of the Compare page: which two runs are compared, which is better, and what can be done with them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from gui.appearance import lengths
from gui.pieces.pages.page_cards import words
from gui.pieces.quiet_buttons import quiet_button
from gui.results.comparison.pair_words import FIRST, OTHER
from gui.results.comparison.run_choice import RunChoice

BESIDE_TIP = "Both answer what you look at or draw, in Try it, where you are led through the images that set them apart"
NEWEST_TIP = "Tries the newest weights on all test images; nothing is written into the run"
EXPLAINED = (
    "McNemar’s test: if both were equally good, the images that only one gets right would fall to either like the "
    "toss of a coin. p says how often chance alone would divide them so unevenly or more."
)


class CompareHead(QWidget):
    """Two fields to choose runs in, and a sentence.

    pair_chosen()    two other runs are to be compared: `pair` are their places
    beside_asked()   both are to answer in Try it
    try_asked()      what no test says of single images is to be found out now
    """

    pair_chosen = Signal()
    beside_asked = Signal()
    try_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._folders: tuple[Path, ...] = ()
        self._chosen = (-1, -1)
        self.first, self.other = RunChoice(f"Run {FIRST}"), RunChoice(f"Run {OTHER}")
        self.swap = quiet_button("⇄", f"{FIRST} becomes {OTHER}, and {OTHER} becomes {FIRST}")
        self.swap.setAccessibleName(f"Swap {FIRST} and {OTHER}")
        self.beside = quiet_button("Try both", BESIDE_TIP)
        self.menu, self.more = QMenu(self), quiet_button("Copy ▾", "What is in front as a table or as a picture")
        self.verdict, self.test = words("", "", wrap=True), quiet_button("Test now", NEWEST_TIP)
        self.verdict.setToolTip(EXPLAINED)
        lengths.follow(self.verdict, setMinimumHeight=24)  # as its button: what is below stays where it is
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column, row, said, fields = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout(), QGridLayout()
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=4)
        for one in (row, said, fields):
            lengths.follow(one, setSpacing=6)
        for at, (name, field) in enumerate(((FIRST, self.first), (OTHER, self.other))):
            fields.addWidget(words(name, "heading"), 0, 2 * at)
            fields.addWidget(field, 0, 2 * at + 1)
            fields.setColumnStretch(2 * at + 1, 1)
        row.addLayout(fields, 1)
        for button in (self.swap, self.beside, self.more):
            row.addWidget(button)
        said.addWidget(self.verdict, 1)
        said.addWidget(self.test)
        column.addLayout(row)
        column.addLayout(said)

    def _connect(self) -> None:
        self.more.setMenu(self.menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        for field, twin in ((self.first, self.other), (self.other, self.first)):
            field.activated.connect(lambda at, twin=twin: self._choose(at, twin))
        self.swap.clicked.connect(lambda *_: self._swap())
        self.beside.clicked.connect(lambda *_: self.beside_asked.emit())
        self.test.clicked.connect(lambda *_: self.try_asked.emit())
        self.say("")

    def offer(self, folders: Sequence[Path], names: Sequence[str]) -> None:
        """Other runs; who was chosen stays so, where they are still among them."""
        kept = [folder for folder in self.pair_folders if folder in folders]
        wanted = [*kept, *(folder for folder in folders if folder not in kept)][:2]
        self._folders = tuple(folders)
        for field, folder in zip((self.first, self.other), wanted, strict=False):
            field.clear()
            field.addItems(list(names))
            field.setCurrentIndex(folders.index(folder))
        self._chosen = self.pair

    @property
    def pair(self) -> tuple[int, int]:
        """The places of both among the runs; −1 while there are none."""
        return self.first.currentIndex(), self.other.currentIndex()

    @property
    def pair_folders(self) -> tuple[Path, ...]:
        """The folders of both."""
        return tuple(self._folders[at] for at in self.pair if 0 <= at < len(self._folders))

    def say(self, verdict: str, *, can_try: bool = False) -> None:
        """Which is better, or why that cannot be told; `can_try`: a test now would tell."""
        self.verdict.setText(verdict)
        self.test.setVisible(can_try)

    def _choose(self, at: int, twin: QComboBox) -> None:
        """Whoever chooses the run that the other field has swaps both."""
        if twin.currentIndex() == at:
            was = self._chosen[0] if twin is self.other else self._chosen[1]
            twin.setCurrentIndex(was)
        self._tell()

    def _swap(self) -> None:
        first, other = self.pair
        self.first.setCurrentIndex(other)
        self.other.setCurrentIndex(first)
        self._tell()

    def _tell(self) -> None:
        self._chosen = self.pair
        self.pair_chosen.emit()
