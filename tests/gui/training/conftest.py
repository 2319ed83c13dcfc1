"""A document, settings and the page over them, shown in a scroll area as in the window."""

import pytest

from engine.project.project import Project
from gui.state.settings import SettingsFile
from gui.training.page import TrainingPage
from tests.widgets import scrolled


@pytest.fixture
def project():
    return Project()


@pytest.fixture
def settings(tmp_path):
    return SettingsFile(tmp_path / "settings.json")


@pytest.fixture
def page(qtbot, document, settings):
    with scrolled(qtbot, TrainingPage(document, settings), 620, 460) as shown:
        yield shown
