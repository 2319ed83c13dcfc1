"""The gallery over a real service, whose data folder holds what a test puts there."""

import pytest

from engine.service.service import Service
from gui.gallery.dialog import NewProject
from gui.state.bridge import Bridge
from gui.state.data.data_samples import DataSamples
from gui.state.jobs import Jobs


@pytest.fixture
def samples(qtbot, tmp_path):
    bridge = Bridge()
    service = Service(bridge.sink, tmp_path)
    jobs = Jobs(service)
    bridge.reply.connect(jobs.take)
    yield DataSamples(jobs)
    assert service.close(30)
    bridge.stop()


@pytest.fixture
def dialog(qtbot, samples, window):
    made = NewProject(samples, window)
    made.open()
    qtbot.waitUntil(lambda: made.gallery.filled)
    return made


@pytest.fixture
def window(qtbot):
    from PySide6.QtWidgets import QWidget

    made = QWidget()
    made.resize(1280, 800)
    qtbot.addWidget(made)
    made.show()
    return made
