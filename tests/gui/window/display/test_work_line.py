"""The foot of the window tells how far downloads and imports are, and ends them, whatever else is in front."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from pytestqt.qtbot import QtBot

from engine.project.data.sources import Mnist
from engine.service.answers import Wish
from gui.state.bridge import Told
from gui.state.downloads import Downloads
from gui.state.importing import Importing, Wanted
from gui.state.jobs import Jobs
from gui.state.message_queue import MessageQueue
from gui.window.bars.statusbar import StatusBar
from gui.window.bars.work_label import WorkLabel
from gui.window.display.work_line import WorkLine
from tests.asked import Asked

PHOTOS, LEAVES = Wanted(Path("/photos"), Wish()), Wanted(Path("/leaves"), Wish())
FAR = "Reading photos: 50 %, 2,000 images a second, 2 s left"


class Bridge(QObject):
    progress = Signal(object)


class Desk:
    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot, jobs, messages = qtbot, Jobs(Asked()), MessageQueue()
        self.downloads, self.importing = Downloads(jobs, messages), Importing(jobs, messages)
        self.status, self.bridge = StatusBar(), Bridge()
        qtbot.addWidget(self.status)
        self.status.resize(1280, 24)
        engine = SimpleNamespace(downloads=self.downloads, importing=self.importing, bridge=self.bridge)
        self.line = WorkLine(engine, SimpleNamespace(status=self.status))
        self.status.show()

    @property
    def shown(self) -> list[WorkLabel]:
        return [one for one in self.status.findChildren(WorkLabel) if one.isVisible()]

    def cancel(self, label: WorkLabel) -> None:
        self.qtbot.mouseClick(label.cancel, Qt.MouseButton.LeftButton)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_an_import_is_told_with_its_speed_and_ended_there(desk: Desk) -> None:
    assert desk.shown == []
    desk.importing.begin(PHOTOS)
    desk.bridge.progress.emit(Told("", FAR, "pictures", 0.5))
    (label,) = desk.shown
    assert label.far.text() == FAR
    desk.cancel(label)
    assert desk.importing.first is None
    assert desk.shown == []


def test_each_is_ended_for_itself_and_the_next_has_its_turn(desk: Desk) -> None:
    for piece in (PHOTOS, LEAVES):
        desk.importing.begin(piece)
    desk.downloads.begin(Mnist())
    download, label = desk.shown
    assert download.far.text() == "Downloading MNIST: Connecting…"
    desk.cancel(label)
    assert (desk.importing.first, desk.downloads.first) == (LEAVES, Mnist())
    desk.cancel(download)
    assert desk.shown == [label]


def test_the_bar_stays_as_high_as_it_was(desk: Desk) -> None:
    before = desk.status.sizeHint().height()
    desk.importing.begin(PHOTOS)
    assert desk.status.sizeHint().height() == before
