"""The page of own drawings: what the network takes each for, and what can be done with them."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.data.drawings.page import CHOOSE, DrawingsPage
from tests.gui.data.drawings.tried import tried


@pytest.fixture
def page(qtbot):
    widget = DrawingsPage()
    qtbot.addWidget(widget)
    widget.resize(600, 400)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def pick(page, place):
    page.grid.setFocus()
    QTest.keyClick(page.grid, Qt.Key.Key_Home)
    for _ in range(place):
        QTest.keyClick(page.grid, Qt.Key.Key_Right)


def test_without_any_it_says_how_they_come_there(page):
    assert "press Keep" in page.sentence.text()
    assert page.sentence.isVisible()
    page.show_tried(tried([], []))
    assert page.sentence.isVisible()
    assert not page.export.isEnabled()
    assert page.count.text() == ""


def test_it_says_how_many_are_right_and_of_each_what_it_is_taken_for(page):
    page.show_tried(tried([3, 4, 5], [3, 4, 6], passed_over=1))
    assert page.count.text() == ("3 own drawings · the shown network gets 2 right (67 %) · 1 file cannot be read")
    assert [page.grid.tiles.name(place) for place in range(3)] == ["3", "4", "5 → 6"]
    assert page.about.text() == CHOOSE
    pick(page, 2)
    assert page.about.text() == "5, taken for 6, 75.0 % sure"
    assert page.grid.tiles.picture(2) is not None


def test_what_can_be_done_is_asked_for_by_its_file(page):
    told = []
    page.look_asked.connect(lambda path: told.append(("look", path)))
    page.out_asked.connect(lambda path: told.append(("out", path)))
    page.move_asked.connect(lambda path, label: told.append((label, path)))
    page.show_tried(tried([3, 4], [3, 4]))
    assert not page.look.isEnabled()
    pick(page, 1)
    page.look.click()
    QTest.keyClick(page.grid, Qt.Key.Key_Delete)
    page.move_to.activated.emit(8)
    assert told == [(what, Path("/own/4/1.png")) for what in ("look", "out", 8)]


def test_what_was_taken_out_can_be_put_back(page):
    told = []
    page.back_asked.connect(told.append)
    assert not page.back.isVisible()
    page.note_out(Path("/own/.removed/4/1.png"))
    page.back.click()
    assert told == [Path("/own/.removed/4/1.png")]
    page.note_out(None)
    assert not page.back.isVisible()


def test_the_one_that_is_chosen_stays_when_they_are_tried_again(page):
    page.show_tried(tried([3, 4], [3, 4]))
    pick(page, 1)
    page.show_tried(tried([3, 4], [3, 9]))
    assert page.chosen == Path("/own/4/1.png")
    assert "taken for 9" in page.about.text()


def test_nothing_is_said_of_one_that_is_gone(page):
    page.show_tried(tried([3, 4], [3, 4]))
    pick(page, 1)
    page.show_tried(tried([3], [3]))
    assert page.count.text().startswith("1 own drawing ·")
    page.show_tried(tried([], []))
    assert page.about.text() == ""
