"""Rewriting: numbers that were written into a text are written again when the person chooses another style of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal


class _Style(QObject):
    """There is one for all windows of the process, as of the theme."""

    changed = Signal()


_style = _Style()


def follow(rewrite: Callable[[], object]) -> None:
    """Calls a method of a widget or another QObject at every change of the style, as long as that lives."""
    _style.changed.connect(rewrite)


def refresh() -> None:
    """Everything is written again, in the style of this moment (`numerals.choose`)."""
    _style.changed.emit()
