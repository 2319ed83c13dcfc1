"""Pages within a page: one in front, chosen by click and key, each scrolling by itself."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListView, QScrollArea

from gui.pieces.pages.sub_pages import SubPages


@pytest.fixture
def pages(qtbot):
    made = SubPages("Data")
    qtbot.addWidget(made)
    made.resize(400, 300)
    return made


def test_one_alone_needs_no_choice(qtbot, pages):
    pages.add("settings", "Settings", QLabel("one"))
    pages.show()
    assert not pages.tabs.isVisible()
    assert pages.front == "settings"


def test_a_click_or_an_arrow_key_brings_another_to_the_front(qtbot, pages):
    first, second = QLabel("one"), QListView()
    pages.add("settings", "Settings", first)
    pages.add("images", "Images", second, scrolls=True)
    pages.show()
    fronts = []
    pages.changed.connect(fronts.append)
    qtbot.mouseClick(pages.tabs, Qt.MouseButton.LeftButton, pos=pages.tabs.tabRect(1).center())
    assert second.isVisible()
    assert not first.isVisible()
    qtbot.keyClick(pages.tabs, Qt.Key.Key_Left)
    assert first.isVisible()
    pages.show_page("images")
    assert fronts == ["images", "settings", "images"]


def test_only_what_does_not_scroll_by_itself_stands_in_an_area_that_scrolls(qtbot, pages):
    tall, scrolls = QLabel("one"), QListView()
    tall.setMinimumHeight(900)
    pages.add("settings", "Settings", tall)
    pages.add("images", "Images", scrolls, scrolls=True)
    pages.show()
    (area,) = pages.findChildren(QScrollArea)
    assert area.widget() is tall
    assert area.verticalScrollBar().maximum() > 0
    pages.show_page("images")
    assert scrolls.height() > 200
