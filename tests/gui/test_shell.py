"""The shell: zones that give room to each other, and scroll where there is too little."""

import pytest
from PySide6.QtWidgets import QScrollArea, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from gui.shell import CENTRE, LEFT, Shell


@pytest.fixture
def shell(qtbot: QtBot) -> Shell:
    shell = Shell()
    qtbot.addWidget(shell)
    shell.add_page("one", "One", QWidget(), scrolls=False)
    shell.fill(QWidget(), QWidget(), QWidget(), QWidget())
    shell.resize(1600, 900)
    shell.show()
    return shell


def zones(shell: Shell) -> QSplitter:
    return shell.findChild(QSplitter, "zones")


def test_a_pinned_palette_leaves_the_centre_its_usual_width(shell: Shell) -> None:
    shell.widen_left(334)
    left, centre, _ = zones(shell).sizes()
    assert left >= LEFT + 334
    assert centre >= CENTRE - 30


def test_let_go_the_left_zone_is_as_wide_as_usual(shell: Shell) -> None:
    shell.widen_left(334)
    shell.widen_left(-334)
    assert abs(zones(shell).sizes()[0] - LEFT) <= 1


def test_zones_that_do_not_fit_scroll_instead_of_overlapping(qtbot: QtBot, shell: Shell) -> None:
    for zone in range(3):
        zones(shell).widget(zone).setMinimumWidth(600)
    area = next(one for one in shell.findChildren(QScrollArea) if one.widget() is zones(shell))
    qtbot.waitUntil(lambda: area.horizontalScrollBar().maximum() >= 200)
    assert min(zones(shell).sizes()) >= 600
