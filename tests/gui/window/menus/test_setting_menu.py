"""A setting as a menu: the words of the Settings page, and a tick at what holds, wherever it was chosen."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from gui.state.settings import SettingsFile
from gui.window.menus.setting_menu import setting_menu


@pytest.fixture
def settings(qapp, tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "settings.json")


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    """What the menu hangs on; it lives as long as the test."""
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def menu(holder: QWidget, settings: SettingsFile) -> QMenu:
    return setting_menu("After a finished run, Train", "after_finish", settings, QMenu(holder))


def ticked(menu: QMenu) -> list[str]:
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions() if action.isChecked()]


def test_its_words_and_keys(menu: QMenu) -> None:
    assert [action.text() for action in menu.actions()] == ["&Asks", "&Trains on", "&Starts afresh"]


def test_what_holds_is_ticked_and_nothing_else(settings: SettingsFile, menu: QMenu) -> None:
    assert ticked(menu) == ["&Asks"]
    menu.actions()[1].trigger()
    assert (settings.value.after_finish, ticked(menu)) == ("train on", ["&Trains on"])
    settings.change(after_finish="afresh")  # as on the Settings page
    assert ticked(menu) == ["&Starts afresh"]
