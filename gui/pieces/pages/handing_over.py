"""Handing over: where one page takes the place of another, the keyboard goes to their tabs.

A stack of pages would give it to whatever control stands first on the page that comes, where a key changes something
that nobody meant.
"""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QTabBar, QWidget


def hand_over(going: QWidget | None, tabs: QTabBar) -> None:
    """The keyboard, if it is on a page that is about to go; what has it elsewhere keeps it."""
    focus = QApplication.focusWidget()
    if going is not None and focus is not None and (focus is going or going.isAncestorOf(focus)):
        tabs.setFocus()
