"""The menus: what stands where, and that nothing stands twice or under a key that another has."""

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from engine.project.project import Project
from engine.project.recipes import read_recipe
from engine.service.service import Service
from gui.state.bridge import Bridge
from gui.state.document import Document
from gui.state.message_queue import MessageQueue
from gui.state.run.train_offer import ADD_LAYER, WHILE_TRAINING
from gui.state.run.training_words import TRAIN
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
    first = [action.text().replace("&", "") for action in rows(window.chrome.actions.menus["View"])[: len(PLACES)]]
    assert first == ["Inspect", "Data", "Training", "Results", "Runs"]


def test_no_key_has_two_meanings_in_the_whole_window(window: Window) -> None:
    keys = Counter(key.toString() for action in window.chrome.actions.named.values() for key in action.shortcuts())
    assert not [key for key, times in keys.items() if times > 1]


def letters(menu: QMenu) -> dict[str, str]:
    """The underlined letter of each row, by its words."""
    return {action.text(): action.text().partition("&")[2][:1].lower() for action in rows(menu)}


@pytest.mark.parametrize("title", ["File", "Edit", "Layer", "Image", "Train", "View", "Help"])
def test_every_row_of_a_menu_has_a_letter_of_its_own(window: Window, title: str) -> None:
    menu = window.chrome.actions.menus[title]
    inside = [action.menu() for action in rows(menu) if action.menu() is not None and action.menu().actions()]
    for one in (menu, *inside):
        found = letters(one)
        assert all(found.values()), found
        assert len(set(found.values())) == len(found), found


def test_whatever_train_does_it_keeps_a_letter_of_its_own(window: Window) -> None:
    others = {letter for words, letter in letters(window.chrome.actions.menus["Train"]).items() if words != "&Train"}
    document = window.shared.document
    document.open(Project(), None)
    assert window.chrome.actions["train"].text() == "&Add a first layer"
    assert window.chrome.top.train.text() == "Add a first layer"
    for words in (TRAIN, ADD_LAYER, *(words for _, words in WHILE_TRAINING.values()), "Waiting…", "1 problem: show"):
        assert words[0].lower() not in others


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
