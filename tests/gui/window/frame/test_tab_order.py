"""Tab goes zone by zone, whatever was made later; the keys of pages and of their parts take the keyboard with them."""

import sys

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QScrollArea, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from gui.pieces.pages.sub_pages import SubPages
from gui.window.frame import tab_order
from gui.window.frame.frame import Frame
from gui.window.frame.places import PLACES


def holder(*names: str) -> QWidget:
    """Buttons below one another."""
    widget = QWidget()
    column = QVBoxLayout(widget)
    for name in names:
        column.addWidget(QPushButton(name))
    return widget


@pytest.fixture
def frame(qtbot: QtBot) -> Frame:
    frame = Frame()
    qtbot.addWidget(frame)
    for place in PLACES:
        frame.add_place(place)
    parts = [holder(name) for name in ("top", "stack", "line", "chart", "try", "strip")]
    frame.fill(*parts)
    for place in PLACES[:-1]:
        frame.put_page(place.key, holder(f"{place.key} 1", f"{place.key} 2"))
    runs = SubPages("Runs")
    for key in ("list", "compare", "queue"):
        runs.add(key, key, holder(f"{key} 1"))
    frame.put_page("runs", runs)
    frame.resize(1600, 900)
    frame.show()
    frame.activateWindow()
    qtbot.waitUntil(frame.isActiveWindow)
    return frame


def here() -> str:
    focus = QApplication.focusWidget()
    return focus.text() if isinstance(focus, QPushButton) else "" if focus is None else focus.accessibleName()


def tabs(qtbot: QtBot, count: int, key: Qt.Key = Qt.Key.Key_Tab) -> list[str]:
    """Where so many of them lead."""
    went = []
    for _ in range(count):
        qtbot.keyClick(QApplication.focusWidget(), key)
        went.append(here())
    return went


def test_from_the_stack_to_the_page_the_line_the_chart_and_try_it(qtbot: QtBot, frame: Frame) -> None:
    frame.findChild(QPushButton).setFocus()
    assert here() == "top"
    bar = frame.pages.tabBar().accessibleName()
    order = ["stack", bar, "inspect 1", "inspect 2", "line", "chart", "try", "top"]
    assert tabs(qtbot, 8) == order
    assert tabs(qtbot, 8, Qt.Key.Key_Backtab) == [*reversed(order[:-1]), "top"]


def test_what_is_made_later_comes_where_it_stands(qtbot: QtBot, frame: Frame) -> None:
    stack = next(one for one in frame.findChildren(QPushButton) if one.text() == "stack")
    stack.setFocus()
    stack.parentWidget().layout().addWidget(QPushButton("later"))
    qtbot.waitUntil(lambda: all(one.isVisible() for one in stack.parentWidget().findChildren(QPushButton)))
    assert tabs(qtbot, 1) == ["later"]


def test_where_the_next_stop_is_near_no_others_are_looked_at(qtbot: QtBot, frame: Frame, monkeypatch) -> None:
    """A window has thousands of widgets, and Tab is pressed while a training runs."""
    looked, beside = [], tab_order._beside
    monkeypatch.setattr(tab_order, "_beside", lambda *at, **how: looked.append(at) or beside(*at, **how))
    frame.go_to_page("inspect")
    for key, where in ((Qt.Key.Key_Tab, "inspect 2"), (Qt.Key.Key_Backtab, "inspect 1")):
        looked.clear()
        assert tabs(qtbot, 1, key) == [where]
        assert len(looked) == 1


def test_without_the_keyboard_anywhere_it_begins_at_an_end(qtbot: QtBot, frame: Frame) -> None:
    for forward, where in ((True, "top"), (False, "try")):
        if (focus := frame.focusWidget()) is not None:
            focus.clearFocus()
        assert frame.focusNextPrevChild(forward)
        assert here() == where


def test_a_page_that_is_gone_to_takes_the_keyboard(qtbot: QtBot, frame: Frame) -> None:
    frame.go_to_page("training")
    assert here() == "training 1"
    frame.go_to_page("runs")
    assert here() == "Parts of the page Runs"
    assert tabs(qtbot, 1) == ["list 1"]


def test_the_parts_of_a_page_are_turned_round_and_round(qtbot: QtBot, frame: Frame) -> None:
    frame.go_to_page("inspect")
    frame.turn_part(1)  # it has none
    assert here() == "inspect 1"
    frame.go_to_page("runs")
    parts = frame.findChild(SubPages)
    for by, key in ((1, "compare"), (1, "queue"), (1, "list"), (-1, "queue")):
        tabs(qtbot, 1)
        frame.turn_part(by)
        assert (parts.front, here()) == (key, "Parts of the page Runs")
    assert tabs(qtbot, 1) == ["queue 1"]


def test_what_stands_behind_a_widget_that_goes_keeps_its_actions(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    before, behind = QPushButton("goes", window), QToolButton(window)
    menu = QMenu(behind)
    action = menu.addAction("stays")
    window.show()
    assert list(tab_order.stops(window)) == [before, behind]
    before.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert action.text() == "stays"


@pytest.mark.parametrize("forward", [True, False])
def test_the_way_leads_past_the_bars_of_scrolled_areas_that_nobody_has_looked_at(qtbot: QtBot, forward: bool) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    before, area, behind = QPushButton("before"), QScrollArea(), QPushButton("behind")
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    for part in (before, area, behind):
        column.addWidget(part)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    begin, end = (before, behind) if forward else (behind, before)
    begin.setFocus()
    assert tab_order.go_on(window, [window], forward=forward)
    assert window.focusWidget() is end
    assert isValid(area.verticalScrollBar())
    assert area.verticalScrollBar().parentWidget().parentWidget() is area


def test_where_a_widget_was_lost_the_keyboard_goes_on_all_the_same(qtbot: QtBot, frame: Frame, monkeypatch) -> None:
    """An exception would end the program."""
    frame.go_to_page("inspect")
    monkeypatch.setattr(tab_order, "go_on", lambda *_, **__: lost())
    assert frame.focusNextPrevChild(True)
    assert here() != "inspect 1"


def test_what_nobody_foresaw_is_told_and_the_keyboard_goes_on(qtbot: QtBot, frame: Frame, monkeypatch) -> None:
    told = []
    monkeypatch.setattr(sys, "excepthook", lambda *error: told.append(error[0]))
    monkeypatch.setattr(tab_order, "go_on", lambda *_, **__: {}["nobody"])
    frame.go_to_page("inspect")
    assert frame.focusNextPrevChild(True)
    assert here() != "inspect 1"
    assert told == [KeyError]


def lost() -> bool:
    raise RuntimeError("Internal C++ object already deleted.")


def test_enter_presses_the_button_that_the_keyboard_is_on(qtbot: QtBot, frame: Frame) -> None:
    frame.go_to_page("training")
    button = QApplication.focusWidget()
    assert isinstance(button, QPushButton)
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Return)
