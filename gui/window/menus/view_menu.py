"""The View menu: pages, parts of the window, how the stack and the chart are shown, size and theme."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtGui import QAction

from gui.stack.panel import StackPanel
from gui.window.frame.frame import Frame
from gui.window.frame.places import PLACES
from gui.window.groups import Chrome, Panels, Shared
from gui.window.menus.actions import SEPARATOR, Entry, with_mnemonic
from gui.window.menus.setting_menu import setting_menu
from gui.window.view_choices import ViewChoices

LOOKS = ("compact", "fold all", "unfold all", "advice")  # of the stack: how it is shown, not what it is
LETTERS = "idnru"  # of the pages in the menu
PARTS_TIP = "Inspect, Data, Results and Runs have several"


def fill_view(shared: Shared, panels: Panels, chrome: Chrome, choices: ViewChoices) -> None:
    """All of it."""
    menu = chrome.actions.menu(
        "&View",
        (
            *_pages(chrome.frame),
            SEPARATOR,
            *_parts(chrome.frame),
            SEPARATOR,
            Entry(
                "pin palette", "&Pin palette", "Ctrl+4", choices.pin_palette, "All layers in a column beside the stack"
            ),
            *(panels.stack.action(name) for name in LOOKS),
            SEPARATOR,
            Entry("fold chart", "Fold &chart", "Ctrl+3", choices.fold_chart, "Fold the chart to a line, or unfold it"),
            SEPARATOR,
            *_sizes(choices),
            SEPARATOR,
        ),
    )
    turn_back = partial(chrome.frame.turn_part, -1)
    chrome.actions.make(Entry("part before", "Part of the page before it", "Ctrl+PgUp", turn_back))
    menu.addMenu(setting_menu("&Theme", "theme", shared.settings, menu))


def layer_rows(stack: StackPanel) -> list[QAction | None]:
    """The Layer menu: what the stack can do, but for how it is shown."""
    looks = {stack.action(name) for name in LOOKS}
    return [row for row in stack.menu_actions() if row not in looks]


def _pages(frame: Frame) -> Iterator[Entry]:
    for number, (place, letter) in enumerate(zip(PLACES, LETTERS, strict=True), start=1):
        show, words = partial(frame.go_to_page, place.key), with_mnemonic(place.title, letter)
        tip = f"Shows the page {place.title} and puts the keyboard onto it"
        yield Entry(f"page {place.key}", words, f"Alt+{number}", show, tip)
    yield Entry("next part", "Ne&xt part of the page", "Ctrl+PgDown", partial(frame.turn_part, 1), PARTS_TIP)


def _parts(frame: Frame) -> tuple[Entry, ...]:
    return (
        Entry("maximise", "&Full page", "F11", frame.toggle_full, "The page alone, or all again"),
        Entry("left", "Show stac&k", "Ctrl+1", frame.toggle_left, "Hide or show the stack"),
        Entry("right", "Show Tr&y it", "Ctrl+2", frame.toggle_right, "Hide or show the image and the answer"),
    )


def _sizes(choices: ViewChoices) -> tuple[Entry, ...]:
    usual = "Every part in its usual place and width, at this size"
    return (
        Entry("zoom in", "&Zoom in", "Ctrl++ or Ctrl+=", lambda: choices.zoom_by(0.1), "Larger"),
        Entry("zoom out", "Zoom &out", "Ctrl+-", lambda: choices.zoom_by(-0.1), "Smaller"),
        Entry("zoom reset", "Usual &size and layout", "Ctrl+0", choices.reset_all, "100 %, everything in its place"),
        Entry("reset layout", "Usual &layout", "Ctrl+Shift+0", choices.reset, usual),
    )
