"""Own images in the window: what the dialog asks, what becomes of the document, and what the line and the page say."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from engine.errors import DataError, DataMissing
from engine.events import Reply
from engine.network.layers import Conv2d
from engine.network.network import Network
from engine.network.nodes import random_ids
from engine.network.presets import nodes_of
from engine.project.data.corrections import LeaveOut
from engine.project.data.data_settings import Constants, ValidationShare
from engine.project.data.kept_for_testing import with_test_part
from engine.project.data.own_images import ClassRename, FolderImages, Reading, TestShare
from engine.project.data.sources import Digits, Kmnist
from engine.project.data.spoiling import CornerMark
from engine.project.project import Project, problems
from engine.project.recipes import read_recipe
from engine.service.answers import Brought, Compute
from engine.service.questions import BringIn, LookAtImages, NoticeChange, ShowOriginals, ShowReading
from engine.typed.document import changed
from gui.data.page import DataPage
from gui.state.conditions import Conditions
from gui.state.data.changed_images import ChangedImages
from gui.state.data.data_samples import DataSamples
from gui.state.document import Document
from gui.state.downloads import Downloads
from gui.state.importing import Importing, Wanted
from gui.state.jobs import Jobs
from gui.state.message_queue import MessageQueue
from gui.state.settings import SettingsFile
from gui.state.workspace import Workspace
from gui.window.display.images.import_display import ImportDisplay
from gui.window.line.first_steps import FirstSteps
from gui.window.line.line import Line
from tests.asked import Asked
from tests.gui.importing.looks import look

PHOTOS = Path("/home/ada/photos")
SOURCE = FolderImages(str(PHOTOS), ("cat", "dog"), 80, 20, checksum="1234", reading=Reading(height=48, width=64))
BROUGHT = Brought(SOURCE, (0.5, 0.4, 0.3), (0.2, 0.2, 0.1), (), 0, 0, ())
MOVED = replace(SOURCE, path="/mnt/photos")


class Run(QObject):
    changed = Signal()
    training = False


class House(QWidget):
    page = ""

    def show_page(self, key: str) -> None:
        self.page = key


class Files(QObject):
    images_chosen = Signal(object)


class Desk:
    """The display over a document, a page and a line, with an engine that answers when it is told to."""

    def __init__(self, document: Document, folder: Path, qtbot: QtBot) -> None:
        self.document, self.engine, messages = document, Asked(), MessageQueue()
        self.jobs, self.conditions, workspace = Jobs(self.engine), Conditions(), Workspace(document)
        self.importing, self.said = Importing(self.jobs, messages), []
        messages.show_by(lambda message: self.said.append(message.text))
        downloads = Downloads(self.jobs, messages)
        self.page = DataPage(document, DataSamples(self.jobs), downloads, self.importing)
        self.house, self.files, self.run, self.service = House(), Files(), Run(), mock.Mock()
        self.house.resize(1280, 800)
        self.line = Line(FirstSteps())
        for widget in (self.page, self.house, self.line):
            qtbot.addWidget(widget)
        self.settings = SettingsFile(folder / "settings.json")
        shared = SimpleNamespace(document=document, messages=messages, run=self.run, settings=self.settings)
        changes = ChangedImages(document, workspace, self.run, self.jobs, self.conditions)
        engine = SimpleNamespace(jobs=self.jobs, importing=self.importing, changed_images=changes, service=self.service)
        chrome = SimpleNamespace(frame=self.house, files=self.files, line=self.line)
        self.parts = mock.Mock()
        pages = SimpleNamespace(data=self.page, parts_of_data=self.parts)
        self.display = ImportDisplay(shared, engine, pages, chrome)
        workspace.set_engine_ready(Compute("cpu", 1))

    @property
    def source(self) -> object:
        return self.document.project.data.source

    def asked(self, kind: type) -> list:
        return [question for question in self.engine.asked if isinstance(question, kind)]

    def answer(self, kind: type, result: object = None, error: Exception | None = None) -> None:
        """To the newest question of a kind."""
        newest = max(at for at, question in enumerate(self.engine.asked, 1) if isinstance(question, kind))
        self.jobs.take(Reply(newest, result, error))

    def bring_in(self, brought: Brought = BROUGHT) -> None:
        """As it is suggested."""
        self.files.images_chosen.emit(brought.source.place)
        self.answer(LookAtImages, look())
        self.display.dialog.take.click()
        self.answer(BringIn, brought)


@pytest.fixture
def desk(qtbot: QtBot, document: Document, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(document, tmp_path, qtbot)
    yield desk
    if desk.display.dialog is not None:
        desk.display.dialog.close()


def test_a_drop_is_looked_at_and_shown_and_a_change_is_shown_anew(desk: Desk) -> None:
    desk.files.images_chosen.emit(PHOTOS)
    assert desk.asked(LookAtImages) == [LookAtImages(PHOTOS)]
    desk.answer(LookAtImages, look())
    assert desk.asked(ShowOriginals)[0].names == look().samples[:6]
    assert desk.asked(ShowReading)[0].reading == Reading(height=48, width=64)
    desk.display.dialog.reading.form.fields["colour"].editor.click()
    assert desk.asked(ShowReading)[-1].reading == Reading(height=48, width=64, colour=False)


def test_another_drop_takes_the_place_of_the_one_before_unless_it_holds_nothing(desk: Desk) -> None:
    desk.files.images_chosen.emit(PHOTOS)
    desk.answer(LookAtImages, look())
    dialog = desk.display.dialog
    desk.files.images_chosen.emit(Path("/nothing"))
    desk.answer(LookAtImages, error=DataError("It holds nothing."))
    assert desk.display.dialog is dialog
    assert "It holds nothing." in dialog.problem.text()
    assert (dialog.path, dialog.take.isEnabled()) == (PHOTOS, True)


def test_what_was_brought_in_is_one_step_of_undo_and_said_while_the_document_has_it(desk: Desk) -> None:
    before = desk.document.project
    desk.bring_in()
    assert desk.house.page == "data"
    assert (desk.source, desk.document.undo_stack.count()) == (SOURCE, 1)
    assert desk.document.project.data.normalisation == Constants((0.5, 0.4, 0.3), (0.2, 0.2, 0.1))
    assert desk.document.network == before.network
    said = "photos: 100 images; the stack fits them."
    assert desk.line.sentence == said
    desk.document.undo_stack.undo()
    assert desk.document.project == before
    assert desk.line.said("import") is None
    desk.document.undo_stack.redo()
    assert desk.line.sentence == said


def test_a_stack_that_does_not_fit_says_why_and_one_that_does_is_offered(desk: Desk) -> None:
    desk.document.edit_network(Network(nodes_of(random_ids(1), Conv2d(8, (60, 60)))), "Large")
    desk.bring_in()
    assert "The stack does not fit them: " in desk.line.sentence
    ways = desk.line.said("import").ways
    ways[0].do()
    assert not desk.document.analysis.problems
    assert problems(desk.document.project) == []
    assert desk.source == SOURCE
    assert "the stack fits them." in desk.line.sentence
    (check,) = desk.line.said("import").ways
    check.do()
    desk.parts.show_page.assert_called_with("check-up")
    assert desk.house.page == "data"


def test_an_empty_stack_becomes_one_that_is_made_for_them(desk: Desk) -> None:
    desk.document.open(Project(), None)
    desk.bring_in()
    assert desk.document.network.nodes
    assert desk.document.project.title == "photos"
    assert desk.document.undo_stack.count() == 1


@pytest.mark.parametrize(("notes", "after"), [(read_recipe("lenet5-sample").notes, ""), ("My cats.", "My cats.")])
def test_what_a_recipe_tells_of_itself_goes_with_its_stack_and_what_a_person_wrote_stays(
    desk: Desk, notes: str, after: str
) -> None:
    desk.document.edit_fields("Notes", notes=notes)
    desk.bring_in()
    desk.line.said("import").ways[0].do()
    assert (desk.document.project.title, desk.document.project.notes) == ("photos", after)


def test_images_for_a_project_that_was_left_meanwhile_are_offered_to_the_next(desk: Desk) -> None:
    desk.files.images_chosen.emit(PHOTOS)
    desk.answer(LookAtImages, look())
    desk.display.dialog.take.click()
    desk.document.open(read_recipe("mlp-1"), None)
    before = desk.document.project
    desk.answer(BringIn, BROUGHT)
    assert desk.document.project == before
    desk.line.said("import").ways[0].do()
    assert desk.source == SOURCE


def ask_for(desk: Desk, path: Path) -> None:
    desk.files.images_chosen.emit(path)
    desk.answer(LookAtImages, look())
    desk.display.dialog.take.click()


def test_images_that_arrive_after_others_were_chosen_are_offered(desk: Desk) -> None:
    ask_for(desk, PHOTOS)
    desk.document.edit_fields("Data", data=changed(desk.document.project.data, source=Kmnist()))
    desk.answer(BringIn, BROUGHT)
    assert desk.source == Kmnist()
    assert "Other images were chosen while they were read." in desk.line.said("import").words
    desk.line.said("import").ways[0].do()
    assert desk.source == SOURCE


def test_how_they_are_divided_by_now_is_kept_when_they_are_brought_in_again(desk: Desk) -> None:
    desk.document.edit_fields("Data", data=changed(desk.document.project.data, source=SOURCE))
    desk.page.anew_asked.emit()
    other = with_test_part(SOURCE, TestShare(0.5, seed=3))
    desk.document.edit_fields("Data", data=changed(desk.document.project.data, source=other))
    desk.answer(BringIn, replace_source(replace(SOURCE, checksum="5678")))
    assert desk.source == replace(other, checksum="5678")


def test_what_was_put_right_while_a_moved_folder_was_read_stays(desk: Desk) -> None:
    desk.document.edit_fields("Data", data=changed(desk.document.project.data, source=SOURCE))
    desk.page.elsewhere_chosen.emit(MOVED.path)
    right = {"corrections": (LeaveOut(("cat/1.jpg",), train=1),), "renamed": (ClassRename("dog", "hound"),)}
    desk.document.edit_fields("Data", data=changed(desk.document.project.data, source=replace(SOURCE, **right)))
    desk.answer(BringIn, replace_source(MOVED))
    assert desk.source == replace(MOVED, **right)


def test_of_an_import_that_is_given_up_nothing_is_remembered(desk: Desk) -> None:
    ask_for(desk, PHOTOS)
    desk.importing.cancel(desk.importing.first)
    assert desk.display._for == {}


def test_of_two_that_are_wanted_each_is_taken_as_it_arrives(desk: Desk) -> None:
    for path in (PHOTOS, MOVED.place):
        ask_for(desk, path)
    desk.answer(BringIn, BROUGHT)
    assert desk.source == SOURCE
    desk.answer(BringIn, replace_source(MOVED))
    assert desk.source == MOVED


def test_what_fails_or_is_given_up_changes_nothing(desk: Desk) -> None:
    before = desk.document.project
    desk.files.images_chosen.emit(PHOTOS)
    desk.answer(LookAtImages, look())
    desk.display.dialog.take.click()
    assert desk.page.imports.isVisibleTo(desk.page)
    desk.answer(BringIn, error=DataError("None of its 3 files could be read.", "They are damaged."))
    assert desk.page.imports.failure.text() == "None of its 3 files could be read. They are damaged."
    assert not desk.page.imports.going.isVisibleTo(desk.page)
    desk.importing.begin(Wanted(PHOTOS, desk.asked(BringIn)[-1].wish))
    desk.page.imports.going.cancel.click()
    assert not desk.page.imports.isVisibleTo(desk.page)
    assert desk.document.project == before


def moved_to(desk: Desk, brought: Brought) -> None:
    """The document has photos that are gone; a person says where they lie."""
    desk.document.edit_fields("Data", data=changed(desk.document.project.data, source=SOURCE))
    desk.page.show_error(DataMissing("There are no images here.", "Choose where it lies now."))
    assert desk.page.problem.folder.text() == "They lie elsewhere…"
    desk.page.elsewhere_chosen.emit(brought.source.path)
    assert desk.asked(BringIn)[-1].wish.size == (48, 64)
    desk.answer(BringIn, brought)


def test_a_moved_folder_is_pointed_to_anew(desk: Desk) -> None:
    moved_to(desk, replace_source(MOVED))
    assert desk.source == MOVED
    assert desk.said[-1] == "photos was found in /mnt/photos."
    assert desk.document.undo_stack.undoText() == "Say where photos lies"


def test_other_images_do_not_take_its_place(desk: Desk) -> None:
    moved_to(desk, replace_source(replace(MOVED, classes=("oak", "elm"))))
    assert desk.source == SOURCE
    assert "with the classes “oak” and “elm”. photos stays as it was." in desk.page.refusal.text()


def test_a_place_that_cannot_be_read_is_said_on_the_page(desk: Desk) -> None:
    desk.document.edit_fields("Data", data=changed(desk.document.project.data, source=SOURCE))
    desk.page.elsewhere_chosen.emit("/nowhere")
    desk.answer(BringIn, error=DataError("It holds no folder of images."))
    assert "It holds no folder of images." in desk.page.refusal.text()
    assert desk.source == SOURCE


def replace_source(source: FolderImages) -> Brought:
    return Brought(source, BROUGHT.mean, BROUGHT.deviation, (), 0, 0, ())


def test_a_changed_folder_is_said_until_it_was_brought_in_again(desk: Desk) -> None:
    desk.document.edit_fields("Data", data=changed(desk.document.project.data, source=SOURCE))
    desk.answer(NoticeChange, True)  # the answer
    assert desk.conditions.get("changed images").text == "The images of photos were changed since they were brought in."
    assert desk.page.changes.isVisibleTo(desk.page)
    desk.page.changes.anew.click()
    now = replace(SOURCE, train_images=81, checksum="5678")
    desk.answer(BringIn, replace_source(now))
    assert desk.source == now
    desk.answer(NoticeChange, False)  # the answer
    assert desk.conditions.get("changed images") is None
    assert not desk.page.changes.isVisibleTo(desk.page)


def test_they_are_looked_through_again_when_a_person_comes_back_to_the_window(qapp: QApplication, desk: Desk) -> None:
    desk.document.edit_fields("Data", data=changed(desk.document.project.data, source=SOURCE))
    desk.answer(NoticeChange, False)  # the answer
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert len(desk.asked(NoticeChange)) == 1
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    desk.answer(NoticeChange, True)  # the answer
    assert desk.page.changes.isVisibleTo(desk.page)


def test_what_was_put_right_stays_when_they_are_brought_in_again(desk: Desk) -> None:
    corrections, renamed = (LeaveOut(("cat/1.jpg",), train=1),), (ClassRename("dog", "hound"),)
    right = changed(SOURCE, corrections=corrections, renamed=renamed)
    desk.document.edit_fields("Data", data=changed(desk.document.project.data, source=right))
    desk.page.changes.anew.click()
    desk.answer(BringIn, replace_source(replace(SOURCE, train_images=81)))
    assert desk.source == replace(right, train_images=81)


def test_what_was_chosen_while_they_are_brought_in_again_stays(desk: Desk) -> None:
    desk.document.edit_fields("Data", data=changed(desk.document.project.data, source=SOURCE))
    desk.page.changes.anew.click()
    desk.document.edit_fields("Data", data=changed(desk.document.project.data, source=Digits()))
    now = replace(SOURCE, train_images=81, checksum="5678")
    desk.answer(BringIn, replace_source(now))
    assert desk.source == Digits()
    assert "Other images were chosen while they were read." in desk.line.said("import").words
    way, *_ = desk.line.said("import").ways
    way.do()
    assert desk.source == now


def test_names_that_were_given_while_they_are_brought_in_again_stay(desk: Desk) -> None:
    desk.document.edit_fields("Data", data=changed(desk.document.project.data, source=SOURCE))
    desk.page.changes.anew.click()
    called = changed(SOURCE, renamed=(ClassRename("dog", "hound"),))
    desk.document.edit_fields("Data", data=changed(desk.document.project.data, source=called))
    desk.answer(BringIn, replace_source(replace(SOURCE, train_images=81)))
    assert desk.source == replace(called, train_images=81)


def test_published_sets_are_not_asked_about(desk: Desk) -> None:
    assert desk.source == Digits()
    assert desk.asked(NoticeChange) == []


def test_own_images_are_chosen_again_by_their_tile(desk: Desk) -> None:
    chooser, asked = desk.page.chooser, []
    desk.page.import_asked.connect(lambda: asked.append(True))
    chooser.own.click()
    assert asked == [True]
    desk.display.dialog.reject()
    desk.bring_in()
    assert (chooser.own.isChecked(), chooser.own.text()) == (True, "photos")
    chooser.tiles[Digits].click()
    assert desk.source == Digits()
    chooser.own.click()
    assert desk.source == SOURCE
    assert asked == [True]
    chooser.own.click()
    assert asked == [True]
    assert (chooser.others.text(), chooser.others.lines()) == ("Your own", ("Import…", ""))
    chooser.others.click()
    assert asked == [True, True]


def test_who_looks_at_another_set_and_comes_back_finds_all_settings_as_they_were(desk: Desk) -> None:
    desk.bring_in()
    own = changed(
        desk.document.project.data,
        normalisation=Constants((0.5, 0.4, 0.3), (0.2, 0.2, 0.2)),
        spoiling=(CornerMark(1),),
        validation=ValidationShare(0.2),
    )
    desk.document.edit_fields("Mine", data=own)
    desk.page.chooser.tiles[Kmnist].click()
    assert (desk.source, desk.document.project.data.spoiling) == (Kmnist(), ())  # a class of it is another one
    desk.page.chooser.own.click()
    assert desk.document.project.data == own
    desk.page.chooser.tiles[Kmnist].click()
    desk.document.open(desk.document.project, None)
    desk.page.chooser.own.click()
    assert desk.document.project.data.spoiling == ()  # of the project before


def test_how_much_memory_images_may_take_is_told_at_the_start_and_when_it_is_chosen(desk: Desk) -> None:
    desk.settings.change(image_memory=0.5)
    assert [call.args for call in desk.service.keep_images_within.call_args_list] == [(0.25,), (0.5,)]


def test_a_run_that_begins_ends_what_is_said_and_one_that_goes_on_does_not(desk: Desk) -> None:
    desk.run.training = True
    desk.run.changed.emit()
    desk.bring_in()
    desk.run.changed.emit()
    assert desk.line.said("import") is not None
    desk.run.training = False
    desk.run.changed.emit()
    desk.run.training = True
    desk.run.changed.emit()
    assert desk.line.said("import") is None
