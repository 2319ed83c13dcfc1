"""The menu Look back: the ways through the kept steps of the run, each with its key."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu

from gui.state.run import training_words as words
from gui.state.run.looking_back import LookingBack
from gui.window.menus.actions import Actions, Entry, with_mnemonic


def looking_menu(looking: LookingBack, actions: Actions, parent: QMenu) -> QMenu:
    """To be put into another one."""
    menu = QMenu("Look &back", parent)
    menu.setToolTipsVisible(True)
    for entry in (
        Entry("earlier step", "&Earlier step", "[ or Alt+Left", looking.earlier, words.EARLIER_TIP),
        Entry("later step", "&Later step", "] or Alt+Right", looking.later, "The next step that is kept"),
        Entry("first step", "&First step", "Alt+Home", looking.first, "The run before its training"),
        Entry("now", with_mnemonic(words.NOW, "b"), "Alt+End", looking.now, words.NOW_TIP),
        Entry("play steps", "&Play the training", "P", looking.turn, words.PLAY_TIP),
    ):
        menu.addAction(actions.make(entry))
    return menu
