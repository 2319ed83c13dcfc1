"""Visible cards: which living cards are on screen, so that maps are asked for these alone."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from gui.stack.list.cards.card_style import LIVING
from gui.stack.list.rows import Row
from gui.stack.list.stack_view import StackView

PAUSE_MS = 60  # of scrolling or editing, before other cards count as seen


class VisibleCards(QObject):
    """Watches what of a StackView can be seen."""

    changed = Signal()  # other cards came into sight

    def __init__(self, view: StackView) -> None:
        super().__init__(view)
        self._view = view
        self._rest = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._rest.timeout.connect(self.changed)
        view.verticalScrollBar().valueChanged.connect(lambda _: self.look_again())
        view.verticalScrollBar().rangeChanged.connect(lambda *_: self.look_again())

    def look_again(self) -> None:
        """Other rows, or rows in other places: `changed` follows when they rest."""
        self._rest.start()

    def nodes(self) -> tuple[str, ...]:
        """The layers, by id, whose cards are on screen and have room for maps."""
        if self._view.cards.compact:
            return ()
        return tuple(row.node.id for row, _ in self._view.in_sight() if row.node is not None and _is_living(row))


def _is_living(row: Row) -> bool:
    """True for cards that have room for maps."""
    return row.part == "card" and row.state == "fine" and row.node is not None and row.node.op.group in LIVING
