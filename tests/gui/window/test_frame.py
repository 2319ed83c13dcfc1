"""The frame: zones that give room to each other, and scroll where there is too little."""

import pytest
from PySide6.QtWidgets import QScrollArea, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from gui.window.frame import CENTRE, LEFT, Frame
from gui.window.places import Place


@pytest.fixture
def frame(qtbot: QtBot) -> Frame:
    frame = Frame()
    qtbot.addWidget(frame)
    frame.add_place(Place("one", "One"))
    frame.put_page("one", QWidget())
    frame.fill(QWidget(), QWidget(), QWidget(), QWidget(), QWidget())
    frame.resize(1600, 900)
    frame.show()
    return frame


def zones(frame: Frame) -> QSplitter:
    return frame.findChild(QSplitter, "zones")


def test_a_pinned_palette_leaves_the_centre_its_usual_width(frame: Frame) -> None:
    frame.widen_left(334)
    left, centre, _ = zones(frame).sizes()
    assert left >= LEFT + 334
    assert centre >= CENTRE - 30


def test_let_go_the_left_zone_is_as_wide_as_usual(frame: Frame) -> None:
    frame.widen_left(334)
    frame.widen_left(-334)
    assert abs(zones(frame).sizes()[0] - LEFT) <= 1


def test_zones_that_do_not_fit_scroll_instead_of_overlapping(qtbot: QtBot, frame: Frame) -> None:
    for zone in range(3):
        zones(frame).widget(zone).setMinimumWidth(600)
    area = next(one for one in frame.findChildren(QScrollArea) if one.widget() is zones(frame))
    qtbot.waitUntil(lambda: area.horizontalScrollBar().maximum() >= 200)
    assert min(zones(frame).sizes()) >= 600
