"""SetupTable: the setups that were tried, one a row, in words; they can be marked and copied."""

from __future__ import annotations

from html import escape

from PySide6.QtWidgets import QLabel

from engine.service.answers import Tuned
from gui.appearance.numerals import in_figures
from gui.pieces.copyable import copyable
from gui.state.tuning_words import row

CHOSEN = "✓"


class SetupTable(QLabel):
    """The fastest first, the chosen one with a sign and in heavy type."""

    def __init__(self) -> None:
        super().__init__()
        copyable(self)

    def show_tuned(self, tuned: Tuned) -> None:
        """All rows of it."""
        rows = [(in_figures(row(tried, tuned)), tried.setup == tuned.best) for tried in tuned.rows]
        lines = [_line(words, chosen=chosen) for words, chosen in rows]
        self.setText(f"<table cellspacing=0 cellpadding=2>{''.join(lines)}</table>")
        self.setAccessibleName("What was tried")
        self.setAccessibleDescription(" ".join(f"{'Chosen: ' * chosen}{words}." for words, chosen in rows))


def _line(words: str, *, chosen: bool) -> str:
    plain = escape(words)
    return f"<tr><td>{CHOSEN if chosen else ''}</td><td>{f'<b>{plain}</b>' if chosen else plain}</td></tr>"
