"""The menus: what stands where, and that nothing stands twice or under a key that another has."""

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from engine.project.recipes import read_recipe
from engine.service.service import Service
from gui.state.bridge import Bridge
from gui.state.document import Document
from gui.state.message_queue import MessageQueue
from gui.state.settings import FIRST_PROJECT, SettingsFile
from gui.window.frame.places import PLACES
from gui.window.window import Window

MOST = 20  # rows of a menu: what is longer is read by nobody


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Window:
    bridge = Bridge()
    service = Service(bridge.sink, tmp_path / "data", tmp_path / "runs")
    settings = SettingsFile(tmp_path / "settings.json")
    made = Window(Document(read_recipe(FIRST_PROJECT)), service, bridge, settings, MessageQueue())
    qtbot.addWidget(made.chrome.frame, before_close_func=lambda _: made.close())
    return made


def rows(menu: QMenu) -> list[QAction]:
    return [action for action in menu.actions() if not action.isSeparator()]


def test_the_menus_in_their_order_and_none_too_long(window: Window) -> None:
    menus = window.chrome.actions.menus
    assert list(menus) == ["File", "Edit", "Layer", "Image", "Train", "View", "Help"]
    for menu in menus.values():
        assert len(rows(menu)) <= MOST


def test_the_pages_by_name_and_number(window: Window) -> None:
    first = [action.text() for action in rows(window.chrome.actions.menus["View"])[: len(PLACES)]]
    assert first == ["Inspect", "Data", "Training", "Results", "Runs"]


def test_no_key_has_two_meanings_in_the_whole_window(window: Window) -> None:
    keys = Counter(key.toString() for action in window.chrome.actions.named.values() for key in action.shortcuts())
    assert not [key for key, times in keys.items() if times > 1]


def test_nothing_stands_in_two_menus(window: Window) -> None:
    texts = Counter(action.text() for menu in window.chrome.actions.menus.values() for action in rows(menu))
    assert not [text for text, times in texts.items() if times > 1]


def test_macos_finds_settings_about_and_quit_and_guesses_nothing(window: Window) -> None:
    role = QAction.MenuRole
    found = {action.menuRole(): action for menu in window.chrome.actions.menus.values() for action in rows(menu)}
    assert found[role.PreferencesRole] is window.chrome.actions["settings"]
    assert found[role.QuitRole] is window.chrome.actions["quit"]
    assert found[role.AboutRole] is window.chrome.actions["about"]
    guessed = [
        action.text()
        for menu in window.chrome.actions.menus.values()
        for action in rows(menu)
        if action.menuRole() == role.TextHeuristicRole and action.menu() is None
    ]
    assert not guessed


def test_the_ways_to_train_again_cannot_be_chosen_before_there_is_a_run(window: Window) -> None:
    actions = window.chrome.actions
    assert not actions["train on"].isEnabled()
    assert not actions["transfer"].isEnabled()
    assert actions["afresh"].isEnabled()
