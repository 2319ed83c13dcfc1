"""Shortcuts: every key of the program in words, from the actions and from what the panels declare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from gui.pieces.pages.panel_keys import PanelKeys
from gui.window.menus.actions import Actions

Row = tuple[str, str]  # keys, and what they do


def shortcuts(actions: Actions) -> str:
    """All of them as Markdown, a table for each menu and each place of the keyboard."""
    named = [(title, list(_rows(menu))) for title, menu in actions.menus.items()]
    listed = {action for menu in actions.menus.values() for action in _actions(menu)}
    more = [row for action in actions.named.values() if action not in listed for row in _row(action)]
    groups = [*named, ("Elsewhere", more), *((keys.place, list(keys.keys)) for keys in panel_keys())]
    return "\n\n".join(_table(title, rows) for title, rows in groups if rows)


PANELS = (  # the modules that declare their keys
    "gui.window.frame.frame",
    "gui.stack.list.stack_view",
    "gui.stack.palette.palette",
    "gui.tryit.canvas_keys",
    "gui.chart.panel",
    "gui.chart.steps.step_slider",
    "gui.pieces.copying.copied",
    "gui.inspect.page",
    "gui.inspect.tiles.mosaic",
    "gui.inspect.enlarged.plane_view",
    "gui.inspect.enlarged.survey_page",
    "gui.inspect.enlarged.kernel_table",
    "gui.inspect.looks_for.exciting_row",
    "gui.inspect.mute.ranking",
    "gui.inspect.unit_bars",
    "gui.inspect.class_outputs",
    "gui.inspect.weights.weight_table",
    "gui.inspect.arithmetic.maps.value_map",
    "gui.inspect.arithmetic.grids.number_grids",
    "gui.inspect.spread.read_view",
    "gui.inspect.spread.ridge_view",
    "gui.inspect.why.map_view",
    "gui.inspect.all_images.cloud_view",
    "gui.results.figures.class_table",
    "gui.results.confusion.confusion_matrix",
    "gui.pieces.images.image_list",
    "gui.results.confusion.picked_rows",
    "gui.results.sureness.diagram",
    "gui.results.hard.strength_curve",
    "gui.gallery.card_grid",
    "gui.data.check_up.example_strip",
    "gui.data.class_table",
    "gui.data.split.split_grip",
    "gui.forms.fields.list_item",
    "gui.data.browser.tile_grid",
    "gui.training.rate_chart",
    "gui.training.rate_finder",
    "gui.runs.page",
    "gui.runs.queue.queue_table",
)


def panel_keys() -> list[PanelKeys]:
    """What the panels declare."""
    return [import_module(name).KEYS for name in PANELS]


def _rows(menu: QMenu) -> Iterator[Row]:
    for action in _actions(menu):
        yield from _row(action)


def _actions(menu: QMenu) -> Iterator[QAction]:
    """Those of a menu and of the menus in it."""
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _actions(inner)
        elif not action.isSeparator():
            yield action


def _row(action: QAction) -> Iterable[Row]:
    form = QKeySequence.SequenceFormat.NativeText
    keys = " or ".join(key.toString(form) for key in action.shortcuts())
    return [(keys, action.text().replace("&", "").removesuffix("…"))] if keys else []


def _table(title: str, rows: Iterable[Row]) -> str:
    lines = (f"| {_cell(keys)} | {_cell(does)} |" for keys, does in rows)
    return "\n".join([f"### {title}", "", "| Key | Does |", "| --- | --- |", *lines])


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
