"""A published data set that is not here can be fetched from the page, which says how far that is and why it failed."""

import pytest
from PySide6.QtCore import Qt

from engine.errors import DataError, DataMissing, DownloadFailed, Place
from engine.events import Reply
from engine.project.data.sources import Cifar10, Digits, EmnistLetters
from gui.data.usual_constants import with_other_images
from gui.state.bridge import Told

GONE = DataMissing("CIFAR-10 is not here.", "Put it there.", Place("/data"))


def choose(document, source):
    document.edit_fields("Data", data=with_other_images(document.project.data, source))


@pytest.fixture
def row(page, document):
    """The way to fetch what the page misses."""
    choose(document, Cifar10())
    page.show_error(GONE)
    return page.problem.download


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_button_tells_how_much_it_is(row, page):
    assert row.button.isVisible()
    assert row.button.text() == "Download (170 MB)"
    assert page.problem.folder.text() == "Use files I have…"
    assert not row.going.bar.isVisible()


def test_while_it_is_fetched_the_page_tells_how_far_and_offers_to_end_it(qtbot, row, downloads):
    press(qtbot, row.button)
    assert not row.button.isVisible()
    assert row.going.bar.isVisible()
    assert (row.going.bar.maximum(), row.going.far.text()) == (0, "Connecting…")
    downloads.note_progress(Told("", "41 MB of 170 MB, 3.2 MB/s, 40 s left", "bytes", 0.25))
    assert (row.going.bar.value(), row.going.far.text()) == (250, "41 MB of 170 MB, 3.2 MB/s, 40 s left")
    press(qtbot, row.going.cancel)
    assert row.button.isVisible()
    assert not row.going.bar.isVisible()
    assert not row.failure.isVisible()


def test_the_keyboard_stays_where_it_was(qtbot, row):
    row.button.setFocus()
    qtbot.keyClick(row.button, Qt.Key.Key_Space)
    assert row.going.cancel.hasFocus()
    qtbot.keyClick(row.going.cancel, Qt.Key.Key_Space)
    assert row.button.hasFocus()


def test_why_it_failed_stands_above_the_button_until_the_next_try(qtbot, row, jobs, page):
    press(qtbot, row.button)
    jobs.take(Reply(1, error=DownloadFailed("CIFAR-10 could not be downloaded: there is none.", "Try again later.")))
    assert row.failure.text() == "CIFAR-10 could not be downloaded: there is none. Try again later."
    assert row.failure.isVisible()
    assert row.button.isVisible()
    press(qtbot, row.button)
    assert not row.failure.isVisible()


def test_what_is_damaged_can_be_fetched_anew(row, page):
    page.show_error(DataError("It is cut short.", "Download the file again.", Place("/data/file")))
    assert row.button.isVisible()


def test_what_comes_with_the_program_has_nothing_to_fetch(row, page, document):
    choose(document, Digits())
    page.show_error(DataError("The bundled digits are missing or damaged."))
    assert not row.isVisible()


def test_another_data_set_has_a_download_of_its_own(qtbot, row, page, document):
    press(qtbot, row.button)
    choose(document, EmnistLetters())
    page.show_error(DataMissing("It is not here.", ""))
    assert row.button.text() == "Download (562 MB)"
    press(qtbot, row.button)
    assert row.going.far.text() == "Waits for CIFAR-10"
    choose(document, Cifar10())
    page.show_error(GONE)
    assert row.going.far.text() == "Connecting…"


@pytest.mark.parametrize("width", [384, 620])
def test_a_long_reason_widens_nothing(qtbot, row, area, page, jobs, width):
    press(qtbot, row.button)
    jobs.take(Reply(1, error=DownloadFailed("It could not be downloaded: " + "somewhere does not answer; " * 9)))
    area.resize(width, 460)
    qtbot.waitUntil(lambda: page.width() == area.viewport().width())
