"""A pointer that rests while what is below it is scrolled: what went from under it is read no more, what came is."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from gui.inspect.class_outputs import ClassOutputs
from gui.inspect.unit_bars import UnitBars
from gui.pieces.pages.scrolled import scrolled


def rest_at(widget, place):
    """The pointer comes there as a person's does, through the window."""
    QCursor.setPos(widget.mapToGlobal(place) - QPoint(1, 0))
    QApplication.processEvents()
    QCursor.setPos(widget.mapToGlobal(place))
    QApplication.processEvents()


def turn_the_wheel(area):
    at = QPointF(area.viewport().mapFromGlobal(QCursor.pos()))
    wheel = QWheelEvent(
        at,
        QPointF(QCursor.pos()),
        QPoint(),
        QPoint(0, -1200),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(area.viewport(), wheel)


@pytest.fixture
def area(qtbot):
    content = QWidget()
    column = QVBoxLayout(content)
    for space in (0, 600):
        bars = UnitBars()
        bars.set_values(np.arange(1, 9, dtype=np.float32))
        column.addSpacing(space)
        column.addWidget(bars)
    area = scrolled(content)
    area.resize(400, 300)
    qtbot.addWidget(area)
    with qtbot.waitExposed(area):
        area.show()
    return area


@pytest.mark.parametrize("key", [None, Qt.Key.Key_PageDown])
def test_what_is_scrolled_away_from_under_the_pointer_is_read_no_more(area, qtbot, key):
    first, _ = area.findChildren(UnitBars)
    rest_at(first, first.plot().center().toPoint())
    qtbot.waitUntil(lambda: bool(first.whole_reading()))
    if key is None:
        turn_the_wheel(area)
    else:
        QTest.keyClick(area, key)
    qtbot.waitUntil(lambda: not first.whole_reading())


def test_a_key_that_scrolls_nothing_leaves_what_the_keyboard_reads(area, qtbot):
    first, _ = area.findChildren(UnitBars)
    rest_at(first, first.plot().center().toPoint())
    qtbot.waitUntil(lambda: bool(first.whole_reading()))
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Home)
    read = first.whole_reading()
    QTest.keyClick(first, Qt.Key.Key_Control)
    QApplication.processEvents()
    assert first.whole_reading() == read


def test_what_comes_under_the_pointer_is_read(area, qtbot):
    first, second = area.findChildren(UnitBars)
    rest_at(area, QPoint(150, 299 - first.height() // 2))
    assert not second.whole_reading()
    for _ in range(3):  # a page at most, each time
        turn_the_wheel(area)
    qtbot.waitUntil(lambda: bool(second.whole_reading()))


def test_rows_that_scroll_by_themselves_are_read_where_the_pointer_is(qtbot):
    rows = ClassOutputs()
    qtbot.addWidget(rows)
    rows.resize(400, 200)
    count = 200
    rows.show_outputs(np.zeros(count, np.float32), np.full(count, 1 / count, np.float32), tuple(map(str, range(count))))
    with qtbot.waitExposed(rows):
        rows.show()
    rest_at(rows.viewport(), QPoint(100, 50))
    qtbot.waitUntil(lambda: bool(rows.reading()))
    before = rows.reading()
    turn_the_wheel(rows)
    qtbot.waitUntil(lambda: rows.reading() != before)
    assert rows.reading() == rows.sentence(rows.row_at(50))
