"""Pages within a page: one in front, chosen by click and key, each scrolling by itself."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListView, QPushButton, QScrollArea

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


def test_as_many_titles_stand_short_as_must(qtbot, pages):
    titles = (("How a number comes about", "A number"), ("Through time", "Time"), ("All images", "All"))
    for title, short in titles:
        pages.add(title, title, QLabel(title), short=short)
    pages.show()

    def stand(width: int) -> list[str]:
        pages.resize(width, 300)
        return [pages.tabs.tabText(place) for place in range(3)]

    assert stand(900) == [title for title, _ in titles]
    whole = pages.tabs.sizeHint().width()
    assert stand(whole - 10) == ["A number", "Through time", "All images"]
    assert [pages.tabs.tabToolTip(place) for place in range(3)] == [title for title, _ in titles]
    assert stand(100) == [short for _, short in titles]
    assert pages.tabs.tabRect(2).right() <= pages.tabs.sizeHint().width()
    assert stand(whole) == [title for title, _ in titles]


def test_the_keyboard_of_a_page_that_goes_is_on_the_tabs_and_not_on_a_chance_control(qtbot, pages):
    first, second, other = QPushButton("one"), QPushButton("two"), QPushButton("else")
    pages.add("settings", "Settings", first)
    pages.add("images", "Images", second)
    with qtbot.waitActive(pages):
        pages.show()
    first.setFocus()
    qtbot.mouseClick(pages.tabs, Qt.MouseButton.LeftButton, pos=pages.tabs.tabRect(1).center())
    assert second.isVisible()
    assert pages.tabs.hasFocus()
    second.setFocus()
    pages.cover(other)
    assert pages.tabs.hasFocus()
    other.setFocus()
    pages.cover(other)
    assert other.hasFocus()
