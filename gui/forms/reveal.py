"""Reveal: brings a widget into sight and the keyboard to it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget


def reveal(widget: QWidget) -> None:
    """Scrolls whatever hides a widget, innermost first, and gives it the focus."""
    bring_into_sight(widget)
    widget.setFocus(Qt.FocusReason.OtherFocusReason)


def bring_into_sight(widget: QWidget) -> None:
    """Scrolls whatever hides a widget, innermost first; the keyboard stays where it is."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()
