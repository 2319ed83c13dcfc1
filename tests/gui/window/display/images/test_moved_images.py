"""Own images whose folder was moved or changed: found in their new place, brought in again, with what was put right."""

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from engine.errors import DataError, DataMissing
from engine.project.data.corrections import LeaveOut
from engine.project.data.own_images import ClassRename
from engine.project.data.sources import Digits
from engine.service.answers import Brought
from engine.service.questions import BringIn, NoticeChange
from engine.typed.document import changed
from tests.gui.window.display.images.import_desk import MOVED, SOURCE, Desk, replace_source


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
