"""Actions of the stack: one table of what can be done with layers, by menu and by key."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from engine.network.nodes import Repeat, Residual
from gui.stack.edit.advising import Advising
from gui.stack.edit.editing import Editing
from gui.stack.edit.folding import Folding
from gui.stack.edit.insertion import Insertion
from gui.stack.edit.sharing import Sharing

USUAL = ("cut", "copy", "paste")  # of any program: people look for them under Edit
EXPLAINED = ("add", "paste", "residual", "repeat")  # where they cannot be, they say why


class Entry(NamedTuple):
    """One action; its keys count while the stack has the focus, or in the whole window."""

    name: str
    text: str
    keys: tuple[str, ...]
    do: Callable[[], object]
    tip: str
    needs_selection: bool = True
    everywhere: bool = False
    checkable: bool = False


class Doers(NamedTuple):
    """Who does what the actions ask for."""

    editing: Editing
    insertion: Insertion
    sharing: Sharing
    folding: Folding
    advising: Advising
    compacting: Callable[[], object]
    search: Callable[[], object]
    mute: Callable[[], object]
    unmute_all: Callable[[], object]
    edit_fields: Callable[[], object]
    show_problem: Callable[[], object]


def table(by: Doers) -> list[Entry | None]:
    """Every action, in the order of the menu; None is a line between groups."""
    edit, insertion, sharing, folding, advising = by[:5]
    return [
        Entry("add", "&Add layer…", ("/",), by.search, "Find a layer and add it after the selected one",
              needs_selection=False, everywhere=True),
        Entry("edit", "&Edit fields", (), by.edit_fields, "Go to the form of the selected layer (Enter)"),
        None,
        Entry("delete", "&Delete", ("Del", "Backspace"), edit.delete, "Remove the selected layers"),
        Entry("duplicate", "D&uplicate", ("Ctrl+D",), edit.duplicate, "Put copies after the selected layers"),
        Entry("cut", "Cu&t", ("Ctrl+X",), insertion.cut, "Remove the selected layers and keep them to paste"),
        Entry("copy", "&Copy", ("Ctrl+C",), insertion.copy, "Keep the selected layers to paste, as readable text"),
        Entry("paste", "&Paste", ("Ctrl+V",), insertion.paste, "Put copied layers after the selected ones",
              needs_selection=False),
        Entry("copy picture", "Copy stack as p&icture", ("Ctrl+Shift+C",), sharing.copy_picture,
              "The whole stack, to paste into a document or a chat", needs_selection=False),
        Entry("copy table", "Copy stack as te&xt", ("Ctrl+Alt+C",), sharing.copy_table,
              "A table with shapes and costs, to paste anywhere", needs_selection=False),
        Entry("save picture", "&Save stack as picture…", ("Ctrl+Alt+P",), sharing.save_picture,
              "The whole stack as a PNG file", needs_selection=False),
        None,
        Entry("enable", "Ena&ble or disable", ("Space",), lambda: edit.toggle("enabled", "Enable", "Disable"),
              "A disabled layer passes its input on"),
        Entry("freeze", "&Freeze or unfreeze", ("Ctrl+L",), lambda: edit.toggle("trainable", "Unfreeze", "Freeze"),
              "The weights of a frozen layer stay as they are"),
        Entry("mute", "Mute or &hear in the shown model", ("Ctrl+M",), by.mute,
              "It gives zero in what is shown, until it is heard again; the stack and its weights stay as they are"),
        Entry("unmute all", "Unmute all la&yers", ("Ctrl+Shift+M",), by.unmute_all,
              "All layers, filters and units are heard again", needs_selection=False),
        None,
        Entry("up", "Move u&p", ("Alt+Up",), lambda: insertion.step(-1), "To the gap above, in and out of blocks"),
        Entry("down", "Move do&wn", ("Alt+Down",), lambda: insertion.step(1), "To the gap below"),
        Entry("out", "Move &out of the block", ("Alt+Left",), edit.step_out, "Behind the block around it"),
        Entry("in", "Move i&nto a block", ("Alt+Right",), edit.step_in, "Into the block after it, else before it"),
        None,
        Entry("residual", "Wrap in a &residual block", ("Ctrl+R",), lambda: edit.wrap(Residual()),
              "Adds what comes in to what these layers give"),
        Entry("repeat", "Wrap in a repea&t", ("Ctrl+Shift+R",), lambda: edit.wrap(Repeat()),
              "Runs these layers several times in a row"),
        Entry("unwrap", "Unwrap the bloc&k", ("Ctrl+U",), edit.unwrap, "Keeps what is inside, without the block"),
        None,
        Entry("fold", "Fo&ld or unfold", ("Ctrl+.",), lambda: folding.toggle(edit.ids),
              "The selected block as one line, or open"),
        Entry("fold all", "Fold all &blocks", (), folding.fold_all, "Every block as one line", needs_selection=False),
        Entry("unfold all", "Unfold &all blocks", (), folding.unfold_all, "Show every layer", needs_selection=False),
        Entry("compact", "Co&mpact cards", ("Ctrl+5",), by.compacting, "One line a layer, without its maps and costs",
              needs_selection=False, everywhere=True, checkable=True),
        Entry("advice", "Show ad&vice", ("Ctrl+I",), lambda: advising.set_shown(not advising.shown),
              "Hints about what is allowed but seldom meant", needs_selection=False, checkable=True),
        Entry("problem", "&Go to the first problem", ("F8",), by.show_problem,
              "Selects the first layer that cannot run", needs_selection=False, everywhere=True),
    ]  # fmt: skip


class StackActions:
    """The actions by name, in the order of their menu; None is a line between groups."""

    def __init__(self, owner: QWidget, panel: QWidget, table: list[Entry | None]) -> None:
        self._table = table
        self.named = {entry.name: _action(entry, panel if entry.everywhere else owner) for entry in table if entry}

    def menu(self) -> list[QAction | None]:
        """For the window's menu Layer; what is usual for any program stands in its menu Edit."""
        return self._of({entry.name for entry in self._table if entry} - set(USUAL))

    def fill(self, menu: QMenu, names: Collection[str]) -> None:
        """Puts these actions into a menu, with a line between groups."""
        for action in self._of(names):
            menu.addAction(action) if action else menu.addSeparator()

    def _of(self, names: Collection[str]) -> list[QAction | None]:
        """The actions of these names in their order; a line only between two of them."""
        found: list[QAction | None] = []
        for entry in self._table:
            if entry is None and found and found[-1] is not None:
                found.append(None)
            elif entry is not None and entry.name in names:
                found.append(self.named[entry.name])
        return found[:-1] if found and found[-1] is None else found

    def enable(self, *, selected: bool) -> None:
        """Greys out what needs a selection while there is none."""
        for entry in self._table:
            if entry is not None:
                self.named[entry.name].setEnabled(selected or not entry.needs_selection)

    def grey(self, names: Collection[str]) -> None:
        """Greys out all but these while a menu is open; what says in words why it cannot be stays."""
        for entry in self._table:
            if entry is not None and entry.name not in (*names, *EXPLAINED):
                self.named[entry.name].setEnabled(False)

    def name(self, *, enabled: bool, frozen: bool, folded: bool) -> None:
        """Has switches say what they would do to the selection as it is."""
        self.named["enable"].setText("Disa&ble" if enabled else "Ena&ble")
        self.named["freeze"].setText("Un&freeze" if frozen else "&Freeze")
        self.named["fold"].setText("Unfo&ld" if folded else "Fo&ld")


def _action(entry: Entry, owner: QWidget) -> QAction:
    action = QAction(entry.text, owner)
    action.setShortcuts([QKeySequence(key) for key in entry.keys])
    scope = Qt.ShortcutContext.WindowShortcut if entry.everywhere else Qt.ShortcutContext.WidgetShortcut
    action.setShortcutContext(scope)
    action.setToolTip(entry.tip)
    action.setStatusTip(entry.tip)
    action.setCheckable(entry.checkable)
    action.triggered.connect(lambda *_: entry.do())
    owner.addAction(action)
    return action
