"""Wheel and undo in a field: the wheel changes nothing without focus, and undo belongs to the document."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QWidget

UNDO_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class WheelAndUndoFilter(QObject):
    """Keeps both from a field's widgets."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not _has_focus(watched):
            event.ignore()  # goes on to the page, which scrolls
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_undo(event):
            event.ignore()  # not the field's: the window's action gets it
            return True
        return False


def ignore_wheel_and_undo(widget: QWidget) -> None:
    """Keeps both from a field and, where it has one, from its inner line edit."""
    keeper = WheelAndUndoFilter(widget)
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    widget.installEventFilter(keeper)
    if isinstance(widget, QAbstractSpinBox):
        widget.lineEdit().installEventFilter(keeper)


def _has_focus(widget: QWidget) -> bool:
    parent = widget.parentWidget()  # a spin box has the focus for the line edit inside it
    return widget.hasFocus() or (parent is not None and parent.hasFocus())


def _is_undo(event: QKeyEvent) -> bool:
    return any(event.matches(key) for key in UNDO_KEYS)
