"""WorkLabel: how far a download or an import is, at the foot of the window, and a way to end it from there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from gui.appearance import lengths, theme
from gui.pieces.elided import Elided


class WorkLabel(QWidget):
    """Not to be seen while nothing goes on.

    cancelled()   do not go on
    """

    cancelled = Signal()

    def __init__(self, tip: str) -> None:
        """`tip` says what becomes of it when it is cancelled."""
        super().__init__()
        self.far, self.cancel = Elided("caption"), QToolButton()
        self.cancel.setText("Cancel")
        self.cancel.setToolTip(tip)
        theme.set_role(self.cancel, "small")
        self.cancel.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)  # as high as the words
        self.cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        lengths.follow(row, setSpacing=8)
        row.addWidget(self.far)
        row.addWidget(self.cancel)
        self.show_far("")

    def show_far(self, words: str) -> None:
        """How far it is; empty where nothing goes on."""
        self.far.say(words)
        self.cancel.setAccessibleName(f"Cancel: {words}")
        self.setVisible(bool(words))
