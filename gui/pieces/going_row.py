"""GoingRow: how far something long is, as a bar over its words, and a way to end it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.appearance import lengths
from gui.pieces.elided import Elided
from gui.pieces.progress_bar import ProgressBar


class GoingRow(QWidget):
    """Shows what it is told.

    cancelled()   do not go on
    """

    cancelled = Signal()

    def __init__(self, what: str, tip: str) -> None:
        """`what` is for a screen reader, such as "Progress of the download"; `tip` says what Cancel does."""
        super().__init__()
        self.cancel = QPushButton("Cancel")
        self.cancel.setToolTip(tip)
        self.cancel.clicked.connect(self.cancelled)
        self.bar = ProgressBar(what)
        self.far = Elided("caption")
        self._lay_out()

    def _lay_out(self) -> None:
        row, left = QHBoxLayout(self), QVBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        lengths.follow(row, setSpacing=8)
        lengths.follow(left, setSpacing=4)
        left.addWidget(self.bar)
        left.addWidget(self.far)
        row.addLayout(left, 1)
        row.addWidget(self.cancel)

    def show_far(self, words: str, share: float | None) -> None:
        """The share is from 0 to 1; None where nobody knows of how much. Where there is little room the figures, behind
        a colon, stand alone.
        """
        self.bar.show_share(share)
        self.far.say(words, words.rpartition(": ")[2])
