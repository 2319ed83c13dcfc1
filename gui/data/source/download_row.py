"""DownloadRow: a button that fetches a published data set; while it is fetched how far that is, and a way to end it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine.errors import LayerscopeError
from engine.figures import size
from engine.project.data.sources import AnySource
from gui.appearance import lengths, theme
from gui.appearance.numerals import in_figures
from gui.pieces.copying.copyable import copyable
from gui.pieces.going_row import GoingRow
from gui.pieces.pages.page_cards import words
from gui.state.bridge import Told
from gui.state.downloads import Downloads
from gui.state.error_words import in_words

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
        self.button, self.failure = QPushButton(), copyable(words("", "error"))
        theme.set_role(self.button, "primary")
        self.button.setToolTip(TIP)
        self.button.clicked.connect(self.asked)
        self.going = GoingRow("Progress of the download", Downloads.cancel_tip)
        self.going.cancelled.connect(self.cancelled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=8)
        begin = QHBoxLayout()
        begin.addWidget(self.button)
        begin.addStretch(1)
        column.addWidget(self.failure)
        column.addLayout(begin)
        column.addWidget(self.going)

    def show_download(self, source: AnySource, told: Told | None, failure: LayerscopeError | None) -> None:
        """How it stands with a data set: to be fetched, being fetched, or failed the last time."""
        self.setVisible(bool(source.download))
        self.button.setText(in_figures(f"Download ({size(source.download)})"))
        self._exchange(going=told is not None)
        self.failure.setText(in_words(failure) if failure else "")
        self.failure.setVisible(failure is not None)
        if told is not None:
            self.going.show_far(told.words, told.share)

    def _exchange(self, *, going: bool) -> None:
        """What has the keyboard hands it to what takes its place, so that Enter ends what Enter began."""
        here, there = (self.going, self.button) if going else (self.button, self.going)
        held = self.button.hasFocus() or self.going.cancel.hasFocus()
        here.setVisible(True)
        if held:
            (self.going.cancel if going else self.button).setFocus()
        there.setVisible(False)
