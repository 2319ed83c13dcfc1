"""The part on what a filter looks for: words, frames, keys, copies."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from engine.service.answers import ImageOf
from engine.service.looking.images.preference_questions import Exciting, LookedFor, MadeFor
from gui.inspect.looks_for.part import NONE_FOUND, LooksForPart
from gui.pieces.copying import exporter

NAMES = ("cat", "dog")


def exciting(index: int, value: float) -> Exciting:
    pixels = np.full((1, 28, 28), index, np.uint8)
    return Exciting(ImageOf("test", index), index % 2, pixels, value, (2, 4, 5), (3, 4, 5), (4, 5, 6))


FOUND = LookedFor("n00000", 2, 60, 1500, tuple(exciting(at, 9.5 - at) for at in range(9)))


@pytest.fixture
def part(qtbot) -> LooksForPart:
    part = LooksForPart()
    qtbot.addWidget(part)
    part.resize(420, 400)
    part.show()
    part.show_found(FOUND, "filter 3", NAMES)
    return part


def test_images_are_in_words_and_wrap_to_the_width(part, qtbot):
    assert part.about.text() == (
        "Of 1,500 test images these excite filter 3 most at step 60. The frame is around what it sees there."
    )
    assert part.row.words(1) == "dog, test image 1: 8.5, seen in rows 4 to 6, columns 5 to 7"
    assert part.row.heightForWidth(900) < part.row.heightForWidth(250)
    places = [part.row._place(at) for at in range(9)]
    assert all(part.row.rect().toRectF().contains(place) for place in places)
    assert not any(first.intersects(second) for at, first in enumerate(places) for second in places[:at])


def test_a_click_and_keys_choose_an_image(part, qtbot):
    with qtbot.waitSignal(part.image_wanted) as picked:
        qtbot.mouseClick(part.row, Qt.MouseButton.LeftButton, pos=part.row._place(4).center().toPoint())
    assert picked.args == [ImageOf("test", 4)]
    qtbot.keyClick(part.row, Qt.Key.Key_End)
    assert part.row.accessibleDescription().startswith("9 of 9: cat, test image 8: 1.5")
    with qtbot.waitSignal(part.image_wanted) as picked:
        qtbot.keyClick(part.row, Qt.Key.Key_Space)
    assert picked.args == [ImageOf("test", 8)]
    qtbot.keyClick(part.row, Qt.Key.Key_Home)
    qtbot.keyClick(part.row, Qt.Key.Key_Left)
    assert part.row.current == 0


def test_the_one_that_the_keyboard_is_on_is_framed_and_read_out(part, qtbot):
    heard = []
    part.row.read.connect(heard.append)
    without = part.row.grab().toImage()
    part.activateWindow()
    part.row.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(part.row.hasFocus)
    assert part.row.grab().toImage() != without
    qtbot.keyClick(part.row, Qt.Key.Key_Right)
    assert heard == [part.row.words(0), part.row.words(1)]
    part.make.setFocus()
    assert heard[-1] == ""


def test_an_image_that_was_made_stands_beside_what_is_said_to_it(part, qtbot, tmp_path, monkeypatch):
    part.show_going("Making an image: 3 of 80", 3 / 80)
    assert not part.make.isEnabled()
    part.show_made(
        MadeFor("n00000", 2, 60, np.zeros((1, 28, 28), np.uint8), 12.5, -0.5, (13, 14, 15), (13, 14, 15)), "filter 3"
    )
    assert part.about_made.text() == (
        "Made at step 60 from grey noise, in what it sees. Filter 3 gives 12.5 for this image "
        "in the middle of its map, 9.5 for the best test image, −0.5 for the noise."
    )
    assert part.make.isEnabled()
    monkeypatch.setattr(exporter, "ask_where_to_save", lambda *_: tmp_path / "made.npy")
    part.save_made()
    assert np.load(tmp_path / "made.npy").shape == (1, 28, 28)
    part.say_not_made("Nothing that was tried moves it.")
    assert (part.picture.isVisible(), part.about_made.text()) == (False, "Nothing that was tried moves it.")


def test_numbers_are_copied_and_saved(part, qtbot, tmp_path, monkeypatch):
    part.export.copy_numbers()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() != "")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[:2] == ["image\tclass\tvalue\trows\tcolumns", "0\tcat\t9.5\t3-5\t4-6"]
    monkeypatch.setattr(exporter, "ask_where_to_save", lambda *_: tmp_path / "found.csv")
    with qtbot.waitSignal(part.message):
        part.export.save_numbers()
    assert len((tmp_path / "found.csv").read_text(encoding="utf-8").splitlines()) == 10


def test_where_nothing_was_found_it_is_said(part):
    part.show_found(LookedFor("n00000", 2, 60, 1500, ()), "filter 3", NAMES)
    assert (part.about.text(), part.row.isVisible(), part.export.isVisible()) == (NONE_FOUND, False, False)
