"""The dialog that brings in own images: what was found, how it is read, and what is asked for."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engine.errors import DataError, Place
from engine.project.data.own_images import TestShare
from engine.service.answers import Wish
from gui.importing.dialog import ImportDialog
from gui.state.importing import Wanted
from tests.drags import drop_file
from tests.gui.importing.looks import look

PHOTOS, NOTHING = Path("/home/ada/photos"), Path("/home/ada/nothing")
NO_CLASSES = DataError("It holds no folder of images.", "Choose the folder around them.", Place(str(NOTHING)))


@pytest.fixture
def dialog(qtbot: QtBot) -> ImportDialog:
    parent = QWidget()
    parent.resize(1280, 800)
    qtbot.addWidget(parent)
    dialog = ImportDialog(parent)
    dialog.parent_kept = parent
    dialog.show()
    return dialog


def heard(signal) -> list:
    said: list = []
    signal.connect(said.append)
    return said


def take(qtbot: QtBot, dialog: ImportDialog) -> None:
    qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)


def test_it_begins_with_what_can_be_chosen(dialog: ImportDialog) -> None:
    assert dialog.about.isVisible()
    assert dialog.folder.isVisible()
    assert not dialog.take.isEnabled()


def test_what_is_dropped_on_it_is_looked_at(dialog: ImportDialog, tmp_path: Path) -> None:
    paths = heard(dialog.looked_for)
    drop_file(dialog, tmp_path)
    assert paths == [tmp_path]
    assert dialog.name.text() == f"Looking at {tmp_path.name}…"


def test_what_was_found_is_told_and_imported_as_it_was_suggested(qtbot: QtBot, dialog: ImportDialog) -> None:
    wanted = heard(dialog.wanted)
    dialog.look_at(PHOTOS)
    dialog.show_look(PHOTOS, look(remarks=("Passed over 1 file: x. It is no image.",)))
    assert dialog.summary.text() == "30 images of 2 classes."
    assert dialog.classes.sentence(1) == "class 1: 20 images."
    assert dialog.remarks.text() == "Passed over 1 file: x. It is no image."
    assert dialog.take.text() == "&Import 30 images"
    assert dialog.reading.needed.text() == "30 images of 3×48×64 take 0.3 MB."
    take(qtbot, dialog)
    assert wanted == [Wanted(PHOTOS, Wish((48, 64), True, "crop", TestShare()))]
    assert not dialog.isVisible()


def test_another_reading_is_shown_at_once_and_imported(qtbot: QtBot, dialog: ImportDialog) -> None:
    dialog.show_look(PHOTOS, look())
    asked, wanted = [], heard(dialog.wanted)
    dialog.reading_asked.connect(lambda: asked.append(dialog.reading.reading.colour))
    dialog.reading.form.fields["colour"].editor.click()
    assert asked == [False]
    dialog.show_before((np.zeros((3, 30, 40), np.uint8),))
    dialog.show_after((np.zeros((1, 48, 64), np.uint8),))
    assert [(image.width(), image.height()) for image in dialog.reading.strip.after] == [(64, 48)]
    assert not dialog.reading.strip.grab().isNull()
    take(qtbot, dialog)
    assert wanted[0].wish.colour is False


def test_a_size_that_cannot_be_is_said_and_not_imported(dialog: ImportDialog) -> None:
    dialog.show_look(PHOTOS, look())
    height = dialog.reading.form.fields["height"]
    height.edited.emit(0)
    assert not dialog.take.isEnabled()
    height.edited.emit(32)
    assert dialog.take.isEnabled()
    assert dialog.reading.wish.size == (32, 64)


def test_where_no_test_images_came_a_share_is_kept_and_else_nothing_is_asked(dialog: ImportDialog) -> None:
    dialog.show_look(PHOTOS, look())
    assert dialog.reading.share.isVisible()
    assert dialog.reading.test.text() == "No test images came with them: 20 % of each class is kept for that."
    dialog.show_look(PHOTOS, look(test=True))
    assert not dialog.reading.share.isVisible()
    assert dialog.summary.text() == "40 images of 2 classes: 30 to train on and 10 to test on."


def test_a_place_that_holds_nothing_leaves_what_was_found_before(qtbot: QtBot, dialog: ImportDialog) -> None:
    wanted = heard(dialog.wanted)
    dialog.show_look(PHOTOS, look())
    dialog.look_at(NOTHING)
    assert not dialog.take.isEnabled()
    dialog.refuse(NOTHING, NO_CLASSES)
    assert dialog.problem.text() == f"{NOTHING}: It holds no folder of images. Choose the folder around them."
    assert dialog.name.toolTip() == str(PHOTOS)
    take(qtbot, dialog)
    assert [one.path for one in wanted] == [PHOTOS]


def test_a_thousand_classes_are_scrolled(dialog: ImportDialog) -> None:
    dialog.show_look(PHOTOS, look(1_000))
    assert dialog.classes.scrolls
    assert dialog.classes.sizeHint().height() < 400
    assert dialog.classes.accessibleDescription().endswith("And 980 more.")
    assert not dialog.classes.grab().isNull()
