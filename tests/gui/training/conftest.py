"""A document, settings and the page over them, shown in a scroll area as in the window."""

import pytest
from PySide6.QtWidgets import QScrollArea

from engine.project.project import Project
from gui.state.document import Document
from gui.state.settings import SettingsFile
from gui.training.page import TrainingPage


@pytest.fixture
def document():
    made = Document(Project())
    yield made
    made.close()


@pytest.fixture
def settings(tmp_path):
    return SettingsFile(tmp_path / "settings.json")


@pytest.fixture
def page(qtbot, document, settings):
    area, widget = QScrollArea(), TrainingPage(document, settings)
    area.setWidgetResizable(True)
    area.setWidget(widget)
    area.resize(620, 460)
    qtbot.addWidget(area)
    area.show()
    area.activateWindow()
    qtbot.waitUntil(area.isActiveWindow)
    yield widget
    area.close()
