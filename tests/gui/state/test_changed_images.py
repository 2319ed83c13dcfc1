"""Whether own images were changed is looked up when that may be so: also when a person comes back to the window."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from engine.events import Reply
from engine.project.data.corrections import LeaveOut
from engine.project.data.own_images import ClassRename, FolderImages
from engine.service.answers import Compute
from engine.service.questions import NoticeChange
from engine.typed.document import changed
from gui.state.conditions import Conditions
from gui.state.data.changed_images import ChangedImages
from gui.state.document import Document
from gui.state.jobs import Jobs
from gui.state.workspace import Workspace
from tests.asked import Asked

SOURCE = FolderImages("/photos", ("cat", "dog"), 80, 20, checksum="1234")


class Run(QObject):
    changed = Signal()
    training = False


class Desk:
    def __init__(self, document: Document) -> None:
        self.document, self.engine, self.run = document, Asked(), Run()
        self.jobs, workspace = Jobs(self.engine), Workspace(document)
        self.changes = ChangedImages(document, workspace, self.run, self.jobs, Conditions())
        workspace.set_engine_ready(Compute("cpu", 1))

    def use(self, source: object) -> None:
        self.document.edit_fields("Data", data=changed(self.document.project.data, source=source))

    def train(self, *, begins: bool) -> None:
        self.run.training = begins
        self.run.changed.emit()


@pytest.fixture
def desk(document: Document) -> Desk:
    desk = Desk(document)
    desk.use(SOURCE)
    assert desk.engine.asked == [NoticeChange(SOURCE)]
    desk.engine.asked.clear()
    return desk


def test_whoever_comes_back_from_another_program_may_have_changed_them(desk: Desk) -> None:
    desk.changes.come_back()
    assert desk.engine.asked == [NoticeChange(SOURCE)]
    desk.jobs.take(Reply(1, True))
    assert desk.changes.found


def test_a_run_that_trains_is_not_disturbed_and_its_end_waited_for(desk: Desk) -> None:
    desk.train(begins=True)
    desk.changes.come_back()
    assert desk.engine.asked == []
    desk.train(begins=False)
    assert desk.engine.asked == [NoticeChange(SOURCE)]
    desk.train(begins=False)
    assert len(desk.engine.asked) == 1


def test_what_is_corrected_or_called_otherwise_is_no_reason_to_look_through_its_folder(desk: Desk) -> None:
    right = changed(SOURCE, corrections=(LeaveOut(("cat/1.jpg",), train=1),), renamed=(ClassRename("dog", "hound"),))
    desk.use(right)
    assert desk.engine.asked == []
    desk.use(replace(right, path="/elsewhere"))
    assert len(desk.engine.asked) == 1
