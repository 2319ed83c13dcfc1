"""Actions of the stack: one table of what can be done with layers, by menu and by key."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


class Entry(NamedTuple):
    """One action; its keys count while the stack has the focus, or in the whole window."""

    name: str
    text: str
    keys: tuple[str, ...]
    do: Callable[[], object]
    tip: str
    needs_selection: bool = True
    everywhere: bool = False


class StackActions:
    """The actions by name, in the order of their menu; None is a line between groups."""

    def __init__(self, owner: QWidget, panel: QWidget, table: list[Entry | None]) -> None:
        self._table = table
        self.named = {entry.name: _action(entry, panel if entry.everywhere else owner) for entry in table if entry}

    def menu(self) -> list[QAction | None]:
        """For the window's menu."""
        return [self.named[entry.name] if entry else None for entry in self._table]

    def enable(self, *, selected: bool) -> None:
        """Greys out what needs a selection while there is none."""
        for entry in self._table:
            if entry is not None:
                self.named[entry.name].setEnabled(selected or not entry.needs_selection)


def _action(entry: Entry, owner: QWidget) -> QAction:
    action = QAction(entry.text, owner)
    action.setShortcuts([QKeySequence(key) for key in entry.keys])
    scope = Qt.ShortcutContext.WindowShortcut if entry.everywhere else Qt.ShortcutContext.WidgetShortcut
    action.setShortcutContext(scope)
    action.setToolTip(entry.tip)
    action.setStatusTip(entry.tip)
    action.triggered.connect(lambda *_: entry.do())
    owner.addAction(action)
    return action
