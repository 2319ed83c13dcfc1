"""Panel keys: keys that a panel handles itself while it has the keyboard; the help lists them beside the actions'.

A module that handles keys declares them as `KEYS`, where it handles them.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt

BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)  # how the keyboard came


class PanelKeys(NamedTuple):
    """Where the keyboard must be, and what the keys there do: (keys, what they do)."""

    place: str
    keys: tuple[tuple[str, str], ...]
