"""A document and the page over it, shown in a scroll area as in the window."""

from unittest import mock

import pytest
from PySide6.QtWidgets import QScrollArea

from engine.project.project import Project
from gui.data.page import DataPage
from gui.state.data.data_samples import DataSamples
from gui.state.downloads import Downloads
from gui.state.importing import Importing
from gui.state.jobs import Jobs
from gui.state.message_queue import MessageQueue
from tests.asked import Asked


@pytest.fixture
def project():
    return Project()


@pytest.fixture
def samples(qapp):
    """Nobody answers what it asks."""
    return DataSamples(mock.Mock())


@pytest.fixture
def jobs(qapp):
    """Questions that are answered by the test."""
    return Jobs(Asked())


@pytest.fixture
def downloads(jobs):
    return Downloads(jobs, MessageQueue())


@pytest.fixture
def importing(jobs):
    return Importing(jobs, MessageQueue())


@pytest.fixture
def area(qtbot, document, samples, downloads, importing):
    holder = QScrollArea()
    holder.setWidgetResizable(True)
    holder.setWidget(DataPage(document, samples, downloads, importing))
    holder.resize(620, 460)
    qtbot.addWidget(holder)
    return holder


@pytest.fixture
def page(qtbot, area):
    area.show()
    area.activateWindow()
    qtbot.waitUntil(area.isActiveWindow)
    return area.widget()
