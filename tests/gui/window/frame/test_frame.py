"""The frame: zones, pages and their room at every size; a full page and the way back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from gui.appearance import theme
from gui.window.frame.frame import Frame
from gui.window.frame.places import PLACES
from gui.window.frame.zones import CENTRE, LEFT, RIGHT, widths

SIZES = [(720, 600), (1024, 768), (1280, 800), (1920, 1080), (2560, 1080)]


@pytest.fixture
def frame(qtbot: QtBot) -> Frame:
    frame = Frame()
    qtbot.addWidget(frame)
    for place in PLACES:
        frame.add_place(place)
        frame.put_page(place.key, QWidget())
    frame.parts = [QWidget() for _ in range(6)]
    frame.fill(*frame.parts)
    frame.parts[2].setFixedHeight(40)
    frame.centre.fold_wanted.connect(frame.centre.note_folded)  # as the chart answers
    frame.resize(1600, 900)
    frame.show()
    return frame


@pytest.fixture
def zoomed(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, "light", 1.5)
    yield
    theme.apply(qapp, "light", 1.0)


def _resized(qtbot: QtBot, frame: Frame, width: int, height: int) -> None:
    frame.resize(width, height)
    qtbot.waitUntil(lambda: frame.size().toTuple() == (width, height))
    qtbot.waitUntil(lambda: frame.zones.width() == width)


def _at(frame: Frame, part: QWidget) -> QPoint:
    return part.mapTo(frame, QPoint())


@pytest.mark.parametrize("window", [1000, 1024, 1280, 1920, 2560, 3840])
def test_what_a_wider_window_adds_goes_to_the_centre(window: int) -> None:
    left, right = widths(window, (0, 0), left=True, right=True)
    assert LEFT.least <= left <= LEFT.most
    assert RIGHT.least <= right <= RIGHT.most
    assert window - left - right >= CENTRE
    assert window < 1920 or window - left - right > 0.6 * window


def test_a_chosen_width_is_kept_where_it_fits() -> None:
    assert widths(1920, (420, 300), left=True, right=True) == (420, 300)
    assert widths(1920, (4000, 10), left=True, right=True) == (LEFT.most, RIGHT.least)
    assert widths(800, (0, 0), left=True, right=False)[0] == 360
    assert widths(740, (0, 0), left=True, right=False)[0] == 740 - CENTRE


@pytest.mark.parametrize("size", SIZES)
def test_nothing_needs_to_scroll_sideways(qtbot: QtBot, frame: Frame, size: tuple[int, int]) -> None:
    _resized(qtbot, frame, *size)
    area = next(one for one in frame.findChildren(QScrollArea) if one.widget() is frame.zones)
    assert area.horizontalScrollBar().maximum() == 0
    for part in frame.parts[:5]:
        if part.isVisible():
            assert frame.rect().contains(_at(frame, part))


def test_a_page_that_comes_in_a_narrow_window_stands_under_its_own_tab(qtbot: QtBot, frame: Frame) -> None:
    _resized(qtbot, frame, 720, 600)
    page = QPushButton("runs")
    frame.put_page("runs", page)
    frame.show_page("runs")
    place = frame.pages.currentWidget()
    assert place is not None
    assert place.isAncestorOf(page)


def test_in_a_narrow_window_try_it_is_the_first_page_and_comes_back(qtbot: QtBot, frame: Frame) -> None:
    try_it = frame.parts[4]
    frame.show_page("training")
    _resized(qtbot, frame, 800, 600)
    assert (frame.pages.tabText(0), frame.page) == ("Try it", "training")
    frame.toggle_right()
    qtbot.waitUntil(try_it.isVisible)
    assert frame.page == "try"
    frame.show_page("data")
    frame.show_page("try")
    _resized(qtbot, frame, 1280, 800)
    qtbot.waitUntil(lambda: try_it.isVisible() and _at(frame, try_it).x() > 900)
    assert frame.page == "data"
    assert frame.pages.count() == len(PLACES)


def test_in_a_still_narrower_window_the_stack_is_the_first_page(qtbot: QtBot, frame: Frame, zoomed: None) -> None:
    """1024 pixels at 150 % are 683: neither side has room beside the pages."""
    left, right = frame.parts[1], frame.parts[4]
    frame.show_page("data")
    _resized(qtbot, frame, 1024, 768)
    frame.arrange()
    assert [frame.pages.tabText(at) for at in (0, 1, 2)] == ["Stack", "Try it", "Inspect"]
    assert frame.page == "data"
    area = next(one for one in frame.findChildren(QScrollArea) if one.widget() is frame.zones)
    assert area.horizontalScrollBar().maximum() == 0
    frame.show_stack()
    qtbot.waitUntil(left.isVisible)
    assert left.width() > 900  # all of the page
    _resized(qtbot, frame, 1200, 800)
    qtbot.waitUntil(lambda: frame.page == "data" and left.isVisible())
    assert _at(frame, left).x() < 100
    assert frame.pages.tabText(0) == "Try it"
    _resized(qtbot, frame, 1920, 800)
    qtbot.waitUntil(lambda: right.isVisible() and _at(frame, right).x() > 1200)
    assert frame.pages.count() == len(PLACES)


def test_a_stack_that_was_taken_away_comes_back_when_it_is_wanted(frame: Frame) -> None:
    frame.toggle_left()
    frame.show_stack()
    assert frame.parts[1].isVisible()


def test_each_page_has_its_room_and_keeps_what_is_chosen(qtbot: QtBot, frame: Frame) -> None:
    chart = frame.parts[3]
    qtbot.waitUntil(lambda: chart.height() > 200)
    frame.show_page("data")
    assert chart.height() == 36
    frame.centre.note_folded(False)  # a person unfolds it
    assert chart.height() > 200
    frame.show_page("runs")
    assert chart.height() == 36
    frame.show_page("data")
    assert chart.height() > 200
    kept = frame.layout_sizes()
    frame.reset_layout()
    assert chart.height() == 36
    frame.restore_sizes(kept)
    assert chart.height() > 200


def test_a_dragged_edge_is_of_its_page_alone_and_grows_with_the_window(qtbot: QtBot, frame: Frame) -> None:
    chart = frame.parts[3]
    qtbot.waitUntil(lambda: chart.height() > 200)
    handle = frame.centre.handle(1)
    usual = chart.height()
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(50, 2))
    qtbot.mouseMove(handle, QPoint(50, 102))
    qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=QPoint(50, 102))
    dragged = chart.height()
    assert dragged > usual + 50
    frame.show_page("data")
    frame.show_page("inspect")
    assert abs(chart.height() - dragged) <= 2
    _resized(qtbot, frame, 1600, 1200)
    assert chart.height() > dragged + 50


def test_settings_of_before_still_open(frame: Frame) -> None:
    frame.restore_sizes({"zones": (420, 560, 290), "centre": (232, 440)})
    assert frame.layout_sizes() == {"zones": (420, 0, 290)}
    frame.restore_sizes({"zones": (1,), "page data": (5000, 1), "page": ()})
    assert frame.layout_sizes() == {"zones": (420, 0, 290)}


def test_a_pinned_palette_leaves_the_centre_its_width(frame: Frame) -> None:
    frame.zones.widen_left(334)
    left, centre, _ = frame.zones.sizes()
    assert left >= 360 + 334
    assert centre >= 600
    frame.zones.widen_left(-334)
    assert abs(frame.zones.sizes()[0] - 376) <= 1


@pytest.mark.parametrize("size", [(720, 600), (1920, 1080)])
def test_a_full_page_has_the_window_and_a_way_back_in_sight(qtbot: QtBot, frame: Frame, size: tuple[int, int]) -> None:
    _resized(qtbot, frame, *size)
    before = _at(frame, frame.pages)
    frame.toggle_full()
    qtbot.waitUntil(lambda: frame.pages.width() > size[0] - 240)
    top, left, line, chart, _, strip = frame.parts
    assert [part.isVisible() for part in (left, line, chart, strip)] == [False, False, False, True]
    (leave,) = (one for one in frame.findChildren(QPushButton) if one.isVisible())
    assert frame.rect().contains(leave.mapTo(frame, leave.rect().bottomRight()))
    qtbot.mouseClick(leave, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: _at(frame, frame.pages) == before)
    frame.toggle_full()
    qtbot.waitUntil(lambda: not chart.isVisible())
    qtbot.keyClick(frame, Qt.Key.Key_Escape)
    qtbot.waitUntil(chart.isVisible)
    assert not strip.isVisible()
    assert top.isVisible()


def test_a_hidden_side_stays_hidden_after_a_full_page_until_the_usual_layout(frame: Frame) -> None:
    left = frame.parts[1]
    frame.toggle_left()
    frame.toggle_full()
    frame.toggle_full()
    assert not left.isVisible()
    frame.reset_layout()
    assert left.isVisible()


def test_a_click_on_another_page_leaves_the_keyboard_on_the_tabs(qtbot: QtBot, frame: Frame) -> None:
    inside, elsewhere = QPushButton("one"), QPushButton("else", frame.parts[1])
    for key, button in (("inspect", inside), ("results", QPushButton("two"))):
        frame.put_page(key, button)
    with qtbot.waitActive(frame):
        frame.activateWindow()
    tabs, keys = frame.pages.tabBar(), [place.key for place in PLACES]

    def click(key: str) -> None:
        qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(keys.index(key)).center())
        assert frame.page == key

    click("inspect")
    inside.setFocus()
    click("results")
    assert tabs.hasFocus()
    elsewhere.show()
    elsewhere.setFocus()
    assert elsewhere.hasFocus()
    click("inspect")
    assert elsewhere.hasFocus()
