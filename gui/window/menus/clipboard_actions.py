"""Cut, Copy and Paste in the menu Edit: of whatever has the keyboard, else of the selected layers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Literal

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QWidget

from gui.pieces.pages.shown_key import shown_key
from gui.stack.panel import StackPanel

Verb = Literal["cut", "copy", "paste"]
VERBS: tuple[tuple[Verb, str, str, str], ...] = (
    ("cut", "Cu&t", "Ctrl+X", "The selected layers or text, kept to paste"),
    ("copy", "&Copy", "Ctrl+C", "Keeps the selected layers or text to paste"),
    ("paste", "&Paste", "Ctrl+V", "Layers after the selected ones, text at the cursor, an image on the canvas"),
)


def clipboard_actions(frame: QWidget, stack: StackPanel) -> dict[str, QAction]:
    """The three by name. Their keys are those that the stack, the fields and the canvas have of their own."""
    return {verb: _action(frame, stack, verb, text, key, tip) for verb, text, key, tip in VERBS}


def _action(frame: QWidget, stack: StackPanel, verb: Verb, text: str, key: str, tip: str) -> QAction:
    action = QAction(text, frame)
    shown_key(action, key)  # whoever has the keyboard heeds it
    action.setToolTip(tip)
    action.setStatusTip(tip)
    action.triggered.connect(lambda *_: doer(QApplication.focusWidget(), verb, stack)())
    return action


def doer(focus: QWidget | None, verb: Verb, stack: StackPanel) -> Callable[[], object]:
    """Who does it: the widget under the keyboard where it can, or what it is a part of, else the stack."""
    widget = focus.findChild(QLineEdit) if isinstance(focus, QAbstractSpinBox) else focus
    ways = (getattr(one, verb, None) for one in _with_all_around(widget))
    return next(filter(callable, ways), None) or partial(QAction.trigger, stack.action(verb))


def _with_all_around(widget: QWidget | None) -> Iterator[QWidget]:
    while widget is not None:
        yield widget
        widget = None if widget.isWindow() else widget.parentWidget()
