"""What can be done with the selected runs, as a menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from engine.service.answers import RunSummary
from gui.appearance.numerals import counted
from gui.pieces.pages.shown_key import shown_key
from gui.state.run.training_words import FORK

Acts = Mapping[str, Callable[[], object]]  # by the key of each line below


def fill_run_menu(
    menu: QMenu, chosen: Sequence[RunSummary], ticked: Sequence[RunSummary], acts: Acts, *, trash: bool, shown: str = ""
) -> None:
    """For the chosen runs, in place of what the menu held; what does not apply to them is grey.

    `ticked` are those that are drawn in the chart, `trash` says whether something lies in it, and `shown` is the path
    of the run that is shown.
    """
    menu.clear()
    menu.setToolTipsVisible(True)
    one = len(chosen) == 1
    movable = [run for run in chosen if not run.lives]
    which = "" if len(movable) < 2 else f" {counted(len(movable), 'run')}"
    _add(menu, "Open", "Return", acts["open"], one)
    drawn = {run.folder for run in ticked}
    _add(menu, "Compare", "", acts["compare"], bool(chosen))
    _add(menu, "Try beside what is shown", "", acts["beside"], one and str(chosen[0].folder) != shown)
    _add(menu, "Show in chart", "", acts["chart"], any(run.folder not in drawn for run in chosen))
    _add(menu, "Take out of the chart", "", acts["no chart"], any(run.folder in drawn for run in chosen))
    _add(menu, FORK, "", acts["fork"], one)
    _add(menu, "Repeat with seeds…", "", acts["repeat"], one)
    menu.addSeparator()
    _add(menu, "Show its folder", "", acts["folder"], one)
    _add(menu, "Rename", "F2", acts["rename"], one)
    _add(menu, "Tags and note…", "", acts["note"], one)
    pinned = bool(chosen) and all(run.pinned for run in chosen)
    _add(
        menu, "Keep on top no longer" if pinned else "Keep on top", "", acts["unpin" if pinned else "pin"], bool(chosen)
    )
    _add(menu, "Copy its path" if one else "Copy their paths", "", acts["path"], bool(chosen))
    menu.addSeparator()
    remove = _add(menu, f"Move{which} to the trash", "Del", acts["remove"], bool(movable))
    _add(menu, "Empty the trash…", "", acts["empty"], trash)
    if len(movable) < len(chosen):
        remove.setToolTip("A run that trains stays where it is.")


def _add(menu: QMenu, text: str, key: str, do: Callable[[], object], enabled: bool) -> QAction:
    action = menu.addAction(text)
    if key:
        shown_key(action, key)
    action.setEnabled(enabled)
    action.triggered.connect(lambda *_: do())
    return action
