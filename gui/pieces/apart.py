"""Apart: names that are cut off begin where they differ, so that they can be told apart in little room."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

RIGHT = Qt.TextElideMode.ElideRight


def from_where_they_differ(name: str, others: Iterable[str]) -> str:
    """… and what follows the words that it begins with as one of the others does; the same where none does."""
    shared = max((_shared(name, other) for other in others if other != name), default=0)
    begin = name.rfind(" ", 0, shared) + 1
    return f"…{name[begin:]}" if begin else name


def fitting(name: str, others: Iterable[str], metrics: QFontMetrics, width: int) -> str:
    """As much of it as has room; where another one would read alike, from where they differ."""
    cut = metrics.elidedText(name, RIGHT, width)
    alike = [other for other in others if other != name and metrics.elidedText(other, RIGHT, width) == cut]
    return metrics.elidedText(from_where_they_differ(name, alike), RIGHT, width) if alike else cut


def _shared(one: str, other: str) -> int:
    """With how many letters both begin alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
