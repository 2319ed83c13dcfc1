"""Counts: how many entries of the queue do what, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from engine.service.answers import EntryView, QueueView
from gui.appearance.numerals import numeral

GOES = {
    "running": ("trains", "train"),
    "ending": ("stops", "stop"),
    "paused": ("paused", "paused"),
    "stopped": ("stopped", "stopped"),
    "waiting": ("waits", "wait"),
}  # of one, and of more
OVER = {state: (state, state) for state in ("done", "failed", "cancelled")}


def going(view: QueueView) -> str:
    """As "1 trains, 1 paused, 2 wait"."""
    return _counted(view.entries, GOES)


def all_counts(view: QueueView) -> str:
    """With what has ended, as "1 trains, 3 done, 1 cancelled"."""
    return _counted(view.entries, GOES | OVER)


def _counted(entries: Sequence[EntryView], words: dict[str, tuple[str, str]]) -> str:
    counts: Counter[str] = Counter(one.state for one in entries)
    said = ((counts[state], one, more) for state, (one, more) in words.items())
    return ", ".join(f"{numeral(count)} {one if count == 1 else more}" for count, one, more in said if count)
