"""DataProblemBox: why the data cannot be shown, and the ways out of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from engine.errors import LayerscopeError
from gui.appearance import lengths, theme
from gui.appearance.numerals import in_figures
from gui.pieces.page_cards import words


class DataProblemBox(QFrame):
    """What is wrong, what to do, and buttons that do it.

    folder_asked()   the data lie in another folder
    again_asked()    they have been put where they were looked for
    """

    folder_asked = Signal()
    again_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.set_role(self, "problem")
        self.what, self.hint = words("", "heading", wrap=True), words("", "secondary", wrap=True)
        self.folder, self.again = QPushButton("Choose data folder…"), QPushButton("Look again")
        self.again.setToolTip("Once the files are in their place")
        self.folder.clicked.connect(self.folder_asked)
        self.again.clicked.connect(self.again_asked)
        column = QVBoxLayout(self)
        lengths.follow(column, setContentsMargins=(12,) * 4, setSpacing=6)
        column.addWidget(self.what)
        column.addWidget(self.hint)
        row = QHBoxLayout()
        lengths.follow(row, setSpacing=8)
        for button in (self.folder, self.again):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self.hide()

    def show_error(self, error: Exception) -> None:
        """An error in its own words."""
        what, hint = in_words(error)
        self.what.setText(what)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.show()


def in_words(error: Exception) -> tuple[str, str]:
    """What is wrong and what to do, also for an error that nobody foresaw."""
    if not isinstance(error, LayerscopeError):
        return f"The data cannot be read ({error}).", ""
    place = str(error.where)
    return in_figures(f"{place}: {error.what}" if place else error.what), in_figures(error.hint)
