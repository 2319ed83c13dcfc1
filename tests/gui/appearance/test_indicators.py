"""Tick boxes and the current cell are seen in every kind of list, on light and on dark."""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QTableWidgetItem,
    QTreeWidget,
    QTreeWidgetItem,
)
from pytestqt.qtbot import QtBot

from gui.appearance import theme
from tests.gui.appearance.contrast import contrast

LEAST = 3.0  # of what is to be seen against its ground (WCAG 2.2, 1.4.11)
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


def a_list() -> QAbstractItemView:
    view = QListWidget()
    for state in (CHECKED, UNCHECKED):
        QListWidgetItem("a row", view).setCheckState(state)
    return view


def a_table() -> QAbstractItemView:
    view = QTableWidget(2, 1)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    for row, state in enumerate((CHECKED, UNCHECKED)):
        item = QTableWidgetItem("a row")
        item.setCheckState(state)
        view.setItem(row, 0, item)
    return view


def a_tree() -> QAbstractItemView:
    view = QTreeWidget()
    view.setRootIsDecorated(False)
    for state in (CHECKED, UNCHECKED):
        QTreeWidgetItem(view, ["a row"]).setCheckState(0, state)
    return view


@pytest.fixture(params=["light", "dark"])
def look(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[theme.Theme]:
    theme.apply(qapp, request.param)
    yield theme.current()
    theme.apply(qapp, "light")


@pytest.mark.parametrize("make", [a_list, a_table, a_tree])
def test_a_tick_box_stands_out_in_each(qtbot: QtBot, look: theme.Theme, make: Callable[[], QAbstractItemView]) -> None:
    view = make()
    qtbot.addWidget(view)
    view.resize(240, 160)
    view.show()
    for row in range(2):
        found = colours(view, row)
        assert any(contrast(colour, look.surface) >= LEAST and count > 30 for colour, count in found.items()), found


@pytest.mark.parametrize("make", [a_list, a_table, a_tree])
def test_where_the_keyboard_comes_to_is_seen(
    qtbot: QtBot, look: theme.Theme, make: Callable[[], QAbstractItemView]
) -> None:
    view = make()
    qtbot.addWidget(view)
    view.resize(240, 160)
    view.show()
    view.activateWindow()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(view.hasFocus)
    assert not view.selectedIndexes()
    framed = [row for row in range(2) if accents(view, row) > accents(view, 1 - row) + 40]
    assert framed == [view.currentIndex().row()]


def box(view: QAbstractItemView, row: int) -> QRect:
    """The row, as far as its box may reach."""
    area = view.visualRect(view.model().index(row, 0))
    return QRect(area.left(), area.top(), 28, area.height())


def colours(view: QAbstractItemView, row: int) -> Counter[str]:
    """Those at the box of a row."""
    image = view.viewport().grab(box(view, row)).toImage()
    return Counter(image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height()))


def accents(view: QAbstractItemView, row: int) -> int:
    """Pixels of the accent in a row behind its box."""
    area = view.visualRect(view.model().index(row, 0)).adjusted(28, 0, 0, 0)
    image, accent = view.viewport().grab(area).toImage(), theme.current().accent.lower()
    return sum(image.pixelColor(x, y).name() == accent for x in range(image.width()) for y in range(image.height()))
