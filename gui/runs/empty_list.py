"""Empty list: what stands in place of the runs where there are none, or none that was looked for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gui.appearance import theme
from gui.pieces.elided import Elided
from gui.pieces.pages.page_cards import words

EMPTY = "No run yet: train a network, and it is listed here."
LOOKING = "Looking for runs…"
NONE_FOUND = "No run has all of these words."
TRAINS = "The run that trains is listed here once it has made its first step."
ELSEWHERE = "The shown run is kept in another folder, {}. Runs that are trained here will be listed here."


class EmptyList(QWidget):
    """Says why no run is listed, and offers to train where that leads to one."""

    def __init__(self) -> None:
        super().__init__()
        self._elsewhere: Path | None = None
        self._trains, self._looks = False, True  # until the list was read for the first time
        self.words = Elided("secondary")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.train = QPushButton("Train")
        self.train.setToolTip("Trains the network of this project.")
        theme.set_role(self.train, "primary")
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self.words)
        column.addWidget(self.train, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self._say()

    def say_that_it_looked(self) -> None:
        """The list was read, or cannot be: where there is none, it may be said that there is none."""
        self._looks = False
        self._say()

    def show_elsewhere(self, folder: Path | None) -> None:
        """The folder of the shown run, where that is none of those in which the listed ones are kept."""
        self._elsewhere = folder
        self._say()

    def expect(self, *, training: bool) -> None:
        """Whether one is on its way, or it takes a training to have one."""
        self._trains = training
        self._say()

    def _say(self) -> None:
        none = EMPTY if self._elsewhere is None else ELSEWHERE.format(self._elsewhere)
        self.words.say(LOOKING if self._looks else TRAINS if self._trains else none)
        self.train.setVisible(not self._looks and not self._trains)


class NoneFound(QWidget):
    """Where no run has the words: the way back to all of them."""

    all_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        everything = QPushButton("Show all runs")
        everything.setToolTip("Takes the words away that were looked for.")
        everything.clicked.connect(lambda _: self.all_wanted.emit())
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(words(NONE_FOUND, "secondary"), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(everything, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
