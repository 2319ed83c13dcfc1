"""DataProblemBox: why the data cannot be shown, in one sentence, and the ways out of it as buttons."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QPushButton, QVBoxLayout

from engine.errors import DataMissing, LayerscopeError
from engine.project.data.own_images import OwnImages
from engine.project.data.sources import AnySource, Digits
from gui.appearance import lengths, theme
from gui.data.source.download_row import DownloadRow
from gui.pieces.copying.copyable import copyable
from gui.pieces.pages.page_cards import words
from gui.state.data.missing_data import what_is_wrong
from gui.state.error_words import hint

HINT = "Download it, or use files that you have:"
ELSEWHERE = "Use files I have…"
ELSEWHERE_TIP = "Choose the folder that they lie in; they may have any of their usual names"
OWN_ELSEWHERE = "They lie elsewhere…"
OWN_ELSEWHERE_TIP = "Choose where they lie now; they are taken where they are of the same classes"


class DataProblemBox(QFrame):
    """What is wrong, what to do, and buttons that do it.

    folder_asked()   the data lie in another folder
    digits_asked()   those that come with the program will do
    again_asked()    they have been put where they were looked for
    anew_asked()     own images that were changed are to be brought in again
    """

    folder_asked = Signal()
    digits_asked = Signal()
    again_asked = Signal()
    anew_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.what, self.hint = copyable(words("", "heading")), words("", "secondary", wrap=True)
        self.where, self.place = copyable(words("", "secondary")), copyable(words("", "caption"))
        self.download = DownloadRow()
        self.folder, self.digits = QPushButton(ELSEWHERE), QPushButton("Use the bundled digits")
        self.anew = QPushButton("Bring them in again")
        self.anew.setToolTip("Decodes them as they are now, and makes the project say what is there; one step of undo")
        self.copy, self.again = QPushButton("Copy where to get it"), QPushButton("Look again")
        self.again.setToolTip("Once the files are in their place; coming back to this window looks again, too")
        self.folder.clicked.connect(self.folder_asked)
        self.anew.clicked.connect(self.anew_asked)
        self.digits.clicked.connect(self.digits_asked)
        self.again.clicked.connect(self.again_asked)
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(self.where.text()))
        self._buttons = (self.folder, self.digits, self.copy, self.anew, self.again)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        lengths.follow(column, setContentsMargins=(12,) * 4, setSpacing=8)
        for part in (self.what, self.hint, self.download, self.where):
            column.addWidget(part)
        self._ways = QGridLayout()
        lengths.follow(self._ways, setSpacing=8)
        self._ways.setColumnStretch(2, 1)
        column.addLayout(self._ways)
        for index, button in enumerate(self._buttons):
            self._ways.addWidget(button, index // 2, index % 2)
        column.addWidget(self.place)

    def show_error(self, error: Exception, source: AnySource) -> None:
        """An error in its own words; of a data set that is not here where it is to be had."""
        missing = isinstance(error, DataMissing)
        theme.set_role(self, "strip" if missing else "problem")
        ours = error if isinstance(error, LayerscopeError) else None
        place = ours.where.file if ours else ""
        for label, text in (
            (self.what, what_is_wrong(error, source)),
            (self.hint, HINT if missing and source.where else hint(ours) if ours else ""),
            (self.where, source.where if missing else ""),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self.place.setText(f"{'Looked for in' if missing else 'The file is'} {place}")
        self.place.setVisible(bool(place))
        self._show_ways(source, missing=missing)
        self.show()

    def _show_ways(self, source: AnySource, *, missing: bool) -> None:
        """Two in a row. Own images lie by themselves, published sets in the data folder."""
        own = isinstance(source, OwnImages)
        self.folder.setText(OWN_ELSEWHERE if own else ELSEWHERE)
        self.folder.setToolTip(OWN_ELSEWHERE_TIP if own else ELSEWHERE_TIP)
        at_times = {
            self.digits: not isinstance(source, Digits),
            self.copy: missing and bool(source.where),
            self.anew: own and not missing,
        }
        for button, there in at_times.items():
            button.setVisible(there)
        ways = (button for button in self._buttons if at_times.get(button, True))
        for index, button in enumerate(ways):
            self._ways.addWidget(button, index // 2, index % 2)
