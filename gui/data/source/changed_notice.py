"""ChangedNotice: that own images were changed since they were brought in, and a button that takes them as they are."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from gui.appearance import lengths, theme
from gui.pieces.pages.page_cards import words

SAID = (
    "These images were changed since they were brought in, and are read as they are now. What was measured of them "
    "and is written in the project stays as it was until they are brought in again."
)
TIP = "Decodes them anew, and makes the project say what is there now; one step of undo"


class ChangedNotice(QFrame):
    """To be seen as long as it is so.

    anew_asked()   the project is to have them as they are now
    """

    anew_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.set_role(self, "strip")
        self.anew = QPushButton("Bring them in again")
        self.anew.setToolTip(TIP)
        self.anew.clicked.connect(self.anew_asked)
        column, row = QVBoxLayout(self), QHBoxLayout()
        lengths.follow(column, setContentsMargins=(12, 8, 12, 8), setSpacing=8)
        column.addWidget(words(SAID, "", wrap=True))
        row.addWidget(self.anew)
        row.addStretch(1)
        column.addLayout(row)
        self.hide()
