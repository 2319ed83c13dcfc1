"""Images that are not on this computer: one sentence, the ways out, and folders that hold something else."""

from pathlib import Path

import pytest
from PySide6.QtCore import QDir, QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from engine.errors import DataError, DataMissing, Place
from engine.project.data.data_settings import DataSettings
from engine.project.data.sources import Digits, FashionMnist, Mnist
from engine.service.answers import Held
from gui.data.source.folder_words import not_there, taken
from gui.data.usual_constants import usual

GONE = DataMissing("Fashion-MNIST is not here: files are missing.", "Put them there.", Place("/data/FashionMNIST/raw"))


@pytest.fixture
def box(page, document):
    """What the page of a project says whose images are not on this computer."""
    document.edit_fields("Data", data=DataSettings(source=FashionMnist(), normalisation=usual(FashionMnist())))
    page.show_error(GONE)
    return page.problem


def asked(page):
    said = []
    page.overview_asked.connect(lambda: said.append(True))
    return said


def test_what_is_not_here_is_said_without_a_path_first_and_then_where_it_was_looked_for(box):
    assert box.what.text() == "Fashion-MNIST is not on this computer yet."
    assert not [part.text() for part in (box.what, box.hint, box.where) if "/data" in part.text()]
    assert box.place.text() == "Looked for in /data/FashionMNIST/raw"
    assert box.place.isVisible()


@pytest.mark.parametrize("width", [360, 600])
def test_the_place_it_was_looked_for_in_is_whole_and_can_be_marked_by_mouse_and_by_keyboard(qtbot, page, box, width):
    path = "/home/somebody/a folder/with/many/folders/inside/FashionMNIST/raw"
    page.show_error(DataMissing("It is not here.", "Put it there.", Place(path)))
    box.setFixedWidth(width)
    qtbot.waitUntil(lambda: box.place.height() >= box.place.heightForWidth(box.place.width()) > 0)
    assert box.place.width() <= width
    box.activateWindow()
    box.place.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(box.place.hasFocus)
    qtbot.keyClick(box.place, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(box.place, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == f"Looked for in {path}"
    box.place.setSelection(0, 0)
    qtbot.mouseDClick(box.place, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert box.place.selectedText() == "Looked"


def test_where_to_get_it_can_be_copied(qtbot, box):
    assert "https://github.com/zalandoresearch/fashion-mnist" in box.where.text()
    QApplication.clipboard().clear()
    qtbot.mouseClick(box.copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == FashionMnist.where


def test_the_bundled_digits_are_a_way_out_that_can_be_undone(qtbot, box, document):
    qtbot.mouseClick(box.digits, Qt.MouseButton.LeftButton)
    assert document.project.data == DataSettings()
    assert not box.isVisible()
    document.undo_stack.undo()
    assert document.project.data.source == FashionMnist()


def test_what_is_damaged_offers_no_place_to_get_it_from(box, page):
    page.show_error(DataError("It is cut short.", "Download the file again.", Place("/data/file")))
    assert box.what.text() == "file: It is cut short."
    assert box.place.text() == "The file is /data/file"
    assert box.hint.text() == "Download the file again."
    assert not box.copy.isVisible()
    assert not box.where.isVisible()
    assert box.digits.isVisible()


def test_the_folder_is_chosen_from_the_home_folder_on(qtbot, box, page):
    qtbot.mouseClick(box.folder, Qt.MouseButton.LeftButton)
    dialog = page.findChild(QFileDialog)
    assert dialog.directory() == QDir.home()
    dialog.reject()


def test_a_folder_that_was_chosen_is_shown_and_begun_from(qtbot, page, tmp_path):
    page.folder.show_folder(tmp_path / "sets", usual=True)
    assert page.folder.path.text() == str(tmp_path / "sets")
    for there in (tmp_path, tmp_path / "sets"):
        there.mkdir(exist_ok=True)
        page.folder.show_folder(tmp_path / "sets", usual=False)
        qtbot.mouseClick(page.folder.button, Qt.MouseButton.LeftButton)
        dialog = page.findChild(QFileDialog)
        assert dialog.directory() == QDir(str(there))
        dialog.reject()
        qtbot.waitUntil(lambda: page.findChild(QFileDialog) is None)


def test_a_long_path_of_the_data_folder_is_told_from_the_home_folder_on_and_by_its_name(page):
    shown = page.folder.path
    page.folder.show_folder(Path.home() / "somewhere" / "data", usual=True)
    for room, words in ((4000, str(Path.home() / "somewhere" / "data")), (140, "~/somewhere/data"), (60, "…/data")):
        shown.resize(room, 20)
        assert shown.fitting() == words
    page.folder.show_folder(Path("/mnt/somewhere/far/away/sets"), usual=False)
    shown.resize(60, 20)
    assert shown.fitting() == "…/sets"


def test_coming_back_to_the_window_looks_for_what_was_missing(box, page, document):
    said = asked(page)
    QApplication.sendEvent(page, QEvent(QEvent.Type.ActivationChange))
    assert said == [True]
    document.edit_fields("Data", data=DataSettings())
    QApplication.sendEvent(page, QEvent(QEvent.Type.ActivationChange))
    assert said == [True]


def test_a_folder_that_is_not_taken_is_told_until_something_else_is_chosen(page, document):
    page.refuse("This folder is empty; MNIST is not there.")
    assert page.refusal.isVisible()
    document.edit_fields("Data", data=DataSettings(source=Mnist()))
    assert not page.refusal.isVisible()
    page.refuse("This folder is empty; MNIST is not there.")
    page.refuse("")
    assert not page.refusal.isVisible()


@pytest.mark.parametrize(
    ("held", "words"),
    [
        (Held(None, 3, 12, ("MNIST",)), "holds 3 folders and 12 files, among them MNIST; Fashion-MNIST is not there."),
        (Held(None, 0, 1, ()), "holds 1 file; Fashion-MNIST is not there."),
        (Held(None, 1, 0, ()), "holds 1 folder; Fashion-MNIST is not there."),
        (Held(None, 0, 0, ()), "is empty; Fashion-MNIST is not there."),
        (Held(None, 0, 2, (), "It is torn."), "holds 2 files; Fashion-MNIST is not there. It is torn."),
    ],
)
def test_what_a_folder_holds_that_does_not_hold_what_is_needed(held, words):
    assert not_there(held, FashionMnist()) == f"This folder {words} The data folder stays as it was."


def test_a_folder_without_any_data_set_and_one_that_is_taken():
    assert not_there(Held(None, 2, 0, ()), Digits()).startswith("This folder holds 2 folders; no data set is there.")
    where = Path("/a/data")
    assert taken(Held(where, 2, 0, ("MNIST",))) == f"MNIST was found in {where}, the data folder from now on."
    said = taken(Held(where, 2, 0, ("MNIST", "Fashion-MNIST", "CIFAR-10")))
    assert said.startswith("MNIST, Fashion-MNIST and CIFAR-10 were found in ")
