"""A setting with few words to choose from, as a menu: the words are those of the Settings page."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from engine.typed.fields import meta, struct_fields
from gui.state.settings import Settings, SettingsFile


def setting_menu(title: str, field: str, settings: SettingsFile, parent: QMenu) -> QMenu:
    """One of them is ticked: the one that holds, wherever it was chosen. Their first letters are their keys."""
    menu = QMenu(title, parent)
    group = QActionGroup(menu)
    names: dict[str, str] = (meta(struct_fields(Settings)[field]).extra_json_schema or {})["names"]
    choices = {value: _choice(menu, group, f"&{name}") for value, name in names.items()}
    for value, action in choices.items():
        action.triggered.connect(partial(_choose, settings, field, value))
    menu.aboutToShow.connect(lambda: choices[getattr(settings.value, field)].setChecked(True))
    return menu


def _choice(menu: QMenu, group: QActionGroup, text: str) -> QAction:
    action = menu.addAction(text)
    action.setCheckable(True)
    group.addAction(action)
    return action


def _choose(settings: SettingsFile, field: str, value: str, *_: object) -> None:
    settings.change(**{field: value})
