"""Actions: everything the window can do, by menu and by key, in one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu


@dataclass(frozen=True)
class Entry:
    """One action: its name for code, its words, its key, what it does, whether it can be switched on and off, and where
    macOS puts it; elsewhere it stays where it is.
    """

    name: str
    text: str
    key: str
    do: Callable[[], object]
    tip: str = ""
    checkable: bool = False
    role: QAction.MenuRole = QAction.MenuRole.NoRole  # never guessed from the words


SEPARATOR = None
Rows = Iterable[Entry | QAction | None]


class Actions:
    """The menu bar and its actions by name."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self.named: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {}

    def __getitem__(self, name: str) -> QAction:
        return self.named[name]

    def menu(self, title: str, rows: Rows) -> QMenu:
        """Adds a menu with these rows."""
        menu = self._window.menuBar().addMenu(title)
        menu.setToolTipsVisible(True)
        self.menus[title.replace("&", "")] = menu
        for row in rows:
            self._add(menu, row)
        return menu

    def make(self, entry: Entry) -> QAction:
        """The action of an entry, usable in the whole window."""
        action = QAction(entry.text, self._window)
        action.setIconText(entry.text.replace("&", "").removesuffix("…"))
        if entry.key:
            action.setShortcuts([QKeySequence(key) for key in entry.key.split(" or ")])
        shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        tip = entry.tip or action.iconText()
        action.setToolTip(f"{tip} ({shown})" if shown else tip)
        action.setCheckable(entry.checkable)
        action.setMenuRole(entry.role)
        action.triggered.connect(lambda *_: entry.do())
        self._window.addAction(action)
        self.named[entry.name] = action
        return action

    def _add(self, menu: QMenu, row: Entry | QAction | None) -> None:
        if row is SEPARATOR:
            menu.addSeparator()
        elif isinstance(row, Entry):
            menu.addAction(self.named.get(row.name) or self.make(row))
        else:
            if row.menuRole() == QAction.MenuRole.TextHeuristicRole:
                row.setMenuRole(QAction.MenuRole.NoRole)
            menu.addAction(row)


def with_mnemonic(text: str, letter: str) -> str:
    """Words with the letter underlined that chooses them while their menu is open: its first."""
    at = text.lower().index(letter)
    return f"{text[:at]}&{text[at:]}"
