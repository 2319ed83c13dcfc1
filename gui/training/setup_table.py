"""SetupTable: the setups that were tried, one a row, in words; they can be marked and copied."""

from __future__ import annotations

from html import escape

from PySide6.QtWidgets import QLabel

from engine.service.answers import Tuned
from gui.appearance.numerals import in_figures
from gui.pieces.copying.copyable import copyable

CHOSEN = "✓"
EXPLAINED = (
    "Channels last: in memory all values of a pixel lie side by side; channels first: all of a map do.\n"
    "Foreach optimiser: it goes through the weights in groups, operation by operation, not in one pass."
)


class SetupTable(QLabel):
    """The fastest first, the chosen one with a sign and in heavy type."""

    def __init__(self) -> None:
        super().__init__()
        copyable(self)
        self.setToolTip(EXPLAINED)

    def show_tuned(self, tuned: Tuned) -> None:
        """All rows of it."""
        rows = [(in_figures(tuned.words_of(tried)), tried.setup == tuned.best) for tried in tuned.rows]
        lines = [_line(words, chosen=chosen) for words, chosen in rows]
        self.setText(f"<table cellspacing=0 cellpadding=2>{''.join(lines)}</table>")
        self.setAccessibleName("What was tried")
        self.setAccessibleDescription(" ".join(f"{'Chosen: ' * chosen}{words}." for words, chosen in rows))


def _line(words: str, *, chosen: bool) -> str:
    plain = escape(words)
    return f"<tr><td>{CHOSEN if chosen else ''}</td><td>{f'<b>{plain}</b>' if chosen else plain}</td></tr>"
