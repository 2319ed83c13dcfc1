"""The Runs page, shown."""

import pytest
from PySide6.QtCore import QItemSelectionModel

from gui.runs.page import RunsPage
from gui.state.settings import SettingsFile
from tests.widgets import scrolled

ADD_ROW = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


@pytest.fixture
def settings(tmp_path):
    return SettingsFile(tmp_path / "settings.json")


@pytest.fixture
def page(qtbot, settings):
    with scrolled(qtbot, RunsPage(settings), 620, 460) as shown:
        yield shown
