"""DownloadRow: a button that fetches a published data set; while it is fetched how far that is, and a way to end it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from engine.errors import LayerscopeError
from engine.figures import size
from engine.project.sources import AnySource
from gui.appearance import lengths, theme
from gui.appearance.numerals import in_figures
from gui.pieces.copyable import copyable
from gui.pieces.elided import Elided
from gui.pieces.page_cards import words
from gui.state.bridge import Told
from gui.state.error_words import in_words

STEPS = 1000  # of the bar
TIP = "From where its makers keep it, into the data folder. Nothing else is asked of the network, and nothing is sent."


class DownloadRow(QWidget):
    """Not to be seen for what cannot be fetched.

    asked()       fetch it
    cancelled()   do not go on; what has come is kept
    """

    asked = Signal()
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.button, self.cancel = QPushButton(), QPushButton("Cancel")
        theme.set_role(self.button, "primary")
        self.button.setToolTip(TIP)
        self.cancel.setToolTip("What has come is kept, and the next download goes on from there")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName("Progress of the download")
        self.far, self.failure = Elided("caption"), copyable(words("", "error"))
        self._going = QWidget()
        self.button.clicked.connect(self.asked)
        self.cancel.clicked.connect(self.cancelled)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=8)
        column.addWidget(self.failure)
        begin = QHBoxLayout()
        begin.addWidget(self.button)
        begin.addStretch(1)
        column.addLayout(begin)
        column.addWidget(self._going)
        self._lay_out_going()

    def _lay_out_going(self) -> None:
        """The bar over its words, and Cancel beside both."""
        row, left = QHBoxLayout(self._going), QVBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        lengths.follow(row, setSpacing=8)
        lengths.follow(left, setSpacing=4)
        left.addWidget(self.bar)
        left.addWidget(self.far)
        row.addLayout(left, 1)
        row.addWidget(self.cancel)

    def show_download(self, source: AnySource, told: Told | None, failure: LayerscopeError | None) -> None:
        """How it stands with a data set: to be fetched, being fetched, or failed the last time."""
        self.setVisible(bool(source.download))
        self.button.setText(in_figures(f"Download ({size(source.download)})"))
        self._exchange(going=told is not None)
        self.failure.setText(in_words(failure) if failure else "")
        self.failure.setVisible(failure is not None)
        if told is not None:
            self._show_far(told)

    def _exchange(self, *, going: bool) -> None:
        """What has the keyboard hands it to what takes its place, so that Enter ends what Enter began."""
        here, there = (self._going, self.button) if going else (self.button, self._going)
        held = self.button.hasFocus() or self.cancel.hasFocus()
        here.setVisible(True)
        if held:
            (self.cancel if going else self.button).setFocus()
        there.setVisible(False)

    def _show_far(self, told: Told) -> None:
        self.bar.setRange(0, 0 if told.share is None else STEPS)
        self.bar.setValue(round(STEPS * (told.share or 0)))
        self.far.say(told.words)
