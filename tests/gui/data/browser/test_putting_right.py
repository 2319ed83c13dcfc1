"""Own images that are chosen among all: moved to a class, or left out, as edits; published ones stay."""

import pytest
from PySide6.QtCore import Qt

from engine.errors import DataError
from engine.project.data.corrections import LeaveOut, MoveImages
from engine.project.data.data_settings import DataSettings
from engine.project.data.own_images import FolderImages, TestShare
from engine.project.data.renaming import renamed
from engine.project.project import Project
from engine.service.images.browsing.browse_questions import CorrectImages, ListImages, OpenImage, ReadThumbnails
from engine.typed.document import changed
from tests.drawn_texts import DrawnTexts
from tests.gui.data.browser.test_images_page import Desk
from tests.whole_text import cut_texts

SOURCE = renamed(
    FolderImages(path="/photos", classes=("cat", "dog", "emu"), train_images=900, test_images=30), 2, "Emu"
)
OUT, MOVED = LeaveOut(("cat/7.png", "cat/8.png"), 2), MoveImages(("cat/7.png",), "emu")


@pytest.fixture
def project():
    return Project(data=DataSettings(source=SOURCE))


@pytest.fixture
def desk(qtbot, document, workspace, image):
    made = Desk(document, workspace, image)
    qtbot.addWidget(made.page)
    made.page.resize(640, 480)
    made.page.show()
    qtbot.waitUntil(lambda: len(made.asked(ListImages)) == 1)
    made.list(900)
    return made


def choose(desk, *places):
    desk.page.grid._selection.choose(places[0])
    for place in places[1:]:
        desk.page.grid._selection.turn(place)
    desk.page.grid._tell_selected()


def row_of(desk):
    return desk.page.parts.corrections


def test_what_is_chosen_is_left_out_by_delete_and_comes_back_with_undo(qtbot, desk, document):
    grid, row = desk.page.grid, row_of(desk)
    assert row.out.isVisible()
    assert not row.out.isEnabled()
    grid.verticalScrollBar().setValue(600)
    choose(desk, 107, 108)
    assert row.sentence.text() == "2 images chosen"
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    question = desk.asked(CorrectImages)[-1]
    assert (question.split, question.indexes, question.to) == ("train", (107, 108), None)
    desk.answer(CorrectImages, OUT)
    assert document.project.data.source.corrections == (OUT,)
    assert document.undo_stack.undoText() == "Leave 2 images out"
    assert grid.tiles.count == 900  # until all are listed again they stay in sight
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    assert len(desk.asked(CorrectImages)) == 1  # and nothing is done with them
    desk.list(898)
    assert (grid.tiles.count, grid.selection.places, grid.verticalScrollBar().value()) == (898, [107], 600)
    assert desk.asked(OpenImage)[-1].index == 107
    document.undo_stack.undo()
    desk.list(900)
    assert (document.project.data.source, grid.tiles.count) == (SOURCE, 900)


def test_what_is_chosen_is_moved_to_any_class(desk, document):
    choose(desk, 7)
    row = row_of(desk)
    assert [row.to_class.itemText(place) for place in range(row.to_class.count())] == ["cat", "dog", "Emu"]
    row.to_class.picked.emit(2)
    assert desk.asked(CorrectImages)[-1].to == "emu"  # as it was found
    desk.answer(CorrectImages, MOVED)
    assert document.project.data.source.corrections == (MOVED,)
    assert document.undo_stack.undoText() == "Move 1 image to Emu"


def test_what_is_of_that_class_already_is_not_moved_there(desk):
    row = row_of(desk)
    choose(desk, 11, 21)  # of the class 1
    row.to_class.picked.emit(1)
    assert row.sentence.text() == "All that are chosen are of that class."
    assert not desk.asked(CorrectImages)
    choose(desk, 11, 12, 21)
    row.to_class.picked.emit(1)
    assert desk.asked(CorrectImages)[-1].indexes == (12,)


def test_an_answer_about_other_corrections_changes_nothing(desk, document):
    choose(desk, 7)
    row_of(desk).out.click()
    source = changed(SOURCE, corrections=(MOVED,))
    document.edit_fields("Other", data=changed(document.project.data, source=source))
    desk.answer(CorrectImages, OUT)
    assert document.project.data.source == source
    assert row_of(desk).sentence.text() == "Other images were put right meanwhile. Choose again."


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"test": TestShare(0.4)}, "The images were divided in another way meanwhile. Choose again."),
        ({"path": "/x"}, ""),
    ],
)
def test_an_answer_about_another_division_or_other_images_changes_nothing(desk, document, fields, said):
    choose(desk, 7)
    row_of(desk).out.click()
    source = changed(SOURCE, **fields)
    document.edit_fields("Other", data=changed(document.project.data, source=source))
    desk.answer(CorrectImages, OUT)
    assert document.project.data.source == source
    assert row_of(desk).sentence.text() == (said or "Choose images to put right: with Shift or Ctrl several.")


def test_one_thing_is_put_right_after_the_other(qtbot, desk, document):
    choose(desk, 7)
    row = row_of(desk)
    row.out.click()
    choose(desk, 9)
    assert not row.out.isEnabled()
    assert row.sentence.text() == "The files are looked up…"
    qtbot.keyClick(desk.page.grid, Qt.Key.Key_Delete)
    desk.answer(CorrectImages, OUT)
    desk.list(898)
    assert len(desk.asked(CorrectImages)) == 1
    assert row.out.isEnabled()
    row.out.click()
    assert desk.asked(CorrectImages)[-1].settings == document.project.data


def test_why_it_cannot_be_is_said(desk):
    choose(desk, 7)
    row_of(desk).out.click()
    desk.answer(CorrectImages, error=DataError("The names of these images are not known."))
    assert row_of(desk).sentence.text() == "The names of these images are not known."
    choose(desk, 8)
    assert row_of(desk).sentence.text() == "1 image chosen"


def test_more_than_one_correction_may_name_are_refused_at_once(desk, monkeypatch):
    monkeypatch.setattr("gui.data.browser.putting_right.MOST_IMAGES", 899)
    desk.page.grid.select_all()
    row_of(desk).out.click()
    assert row_of(desk).sentence.text() == "A correction names at most 899 images. Choose fewer."
    assert not desk.asked(CorrectImages)


def test_pictures_that_cannot_be_read_are_told(qtbot, desk):
    qtbot.waitUntil(lambda: len(desk.asked(ReadThumbnails)) > 0)
    desk.answer(ReadThumbnails, error=DataError("There is no image 899 here: the last of these is 20."))
    assert desk.page.parts.sentence.text() == "There is no image 899 here: the last of these is 20."


class TestPublished:
    @pytest.fixture
    def project(self):
        return Project()

    def test_they_stay_as_they_are_and_the_reason_is_told(self, qtbot, desk):
        row = row_of(desk)
        choose(desk, 7)
        qtbot.keyClick(desk.page.grid, Qt.Key.Key_Delete)
        assert not row.out.isVisible()
        assert not row.to_class.isVisible()
        assert row.sentence.text().startswith("Published images stay as they are.")
        assert not desk.asked(CorrectImages)

    @pytest.mark.qt_log_ignore("does not support raise")  # of tool tips, offscreen
    def test_nothing_is_cut_without_a_tip(self, desk, monkeypatch):
        assert_whole(desk, DrawnTexts(monkeypatch))


@pytest.mark.qt_log_ignore("does not support raise")  # of tool tips, offscreen
def test_nothing_is_cut_without_a_tip(desk, monkeypatch):
    drawn = DrawnTexts(monkeypatch)
    assert_whole(desk, drawn)
    choose(desk, 7, 8)
    assert_whole(desk, drawn)


def assert_whole(desk, drawn):
    for width in (570, 608, 1160):
        desk.page.resize(width, 560)
        assert cut_texts(desk.page, drawn) == []
