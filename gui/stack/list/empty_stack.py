"""EmptyStack: what an empty stack offers: a button each, the first of them the main one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gui.appearance import lengths, theme
from gui.stack.list.cards.card_style import EMPTY


class Offer(NamedTuple):
    """What can be done with an empty stack: the button's words, its tip, and the doing."""

    words: str
    tip: str
    do: Callable[[], object]


class EmptyStack(QWidget):
    """Lies over an empty list, below the words that say so; layers can still be dropped beside it and through it."""

    def __init__(self, list_ground: QWidget) -> None:
        super().__init__(list_ground)
        self.buttons: list[QPushButton] = []  # one for each offer
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(self._column, setSpacing=8)
        over = QVBoxLayout(list_ground)
        lengths.follow(over, setContentsMargins=(0, EMPTY + 16, 0, 0))
        over.addWidget(self)
        over.addStretch()
        self.hide()

    def offer(self, offers: Sequence[Offer]) -> None:
        """Offers these in place of those before."""
        for button in self.buttons:
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for place, one in enumerate(offers):
            button = QPushButton(one.words)
            theme.set_role(button, "quiet" if place else "primary")
            button.setToolTip(one.tip)
            button.clicked.connect(lambda _=False, do=one.do: do())
            self._column.insertWidget(place, button, 0, Qt.AlignmentFlag.AlignHCenter)
            self.buttons.append(button)

    def put_below(self, more: QWidget) -> None:
        """Has this stand under the offers, as wide as the list."""
        self._column.addWidget(more)
