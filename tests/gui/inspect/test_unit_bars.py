"""Bars of a vector: heights, signs, many units in few pixels, and reading them."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from gui.inspect import colour_maps
from gui.inspect.unit_bars import EMPTY, UnitBars


@pytest.fixture
def bars(qtbot):
    widget = UnitBars()
    widget.resize(400, 96)
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def heights(widget, x):
    """How many pixels of this column are red, and how many blue."""
    image = widget.grab().toImage()
    column = [image.pixelColor(x, y) for y in range(image.height())]
    table = colour_maps.diverging()
    return column.count(QColor(*table[-1].tolist())), column.count(QColor(*table[0].tolist()))


def middle(widget, unit, count):
    plot = widget.plot()
    return int(plot.left() + (unit + 0.5) * plot.width() / count)


def test_positive_bars_rise_red_and_negative_ones_fall_blue(bars):
    bars.set_values(np.array([1.0, -1.0, 0.5, 0.0]))
    found = [heights(bars, middle(bars, unit, 4)) for unit in range(4)]
    assert found[0][0] == pytest.approx(bars.plot().height() / 2, abs=2)
    assert found[0][1] == found[1][0] == 0
    assert found[1][1] == pytest.approx(found[0][0], abs=2)
    assert found[2][0] == pytest.approx(found[0][0] / 2, abs=2)
    assert found[3] == (0, 0)


def test_many_units_share_a_pixel_without_losing_the_strongest(bars):
    values = np.zeros(20_000, np.float32)
    values[12_345] = 3.0
    values[5_000] = -3.0
    bars.set_values(values)
    plot = bars.plot()
    at = [int(plot.left() + unit / 20_000 * plot.width()) for unit in (12_345, 5_000)]
    assert max(heights(bars, x)[0] for x in range(at[0] - 1, at[0] + 2)) > 30
    assert max(heights(bars, x)[1] for x in range(at[1] - 1, at[1] + 2)) > 30
    assert 12_345 in {bars.unit_at(QPointF(x, 40)) for x in range(at[0] - 1, at[0] + 2)}


def test_hovering_reads_a_unit_and_leaving_the_bars_ends_it(bars, qtbot):
    bars.set_values(np.array([1.0, -1.0, 0.5, 0.0]))
    with qtbot.waitSignal(bars.hovered) as heard:
        QTest.mouseMove(bars, QPoint(middle(bars, 2, 4), 40))
    assert heard.args == [2, 0.5]
    assert bars.reading(2) == "Unit 3 · 0.5"
    with qtbot.waitSignal(bars.left):
        QTest.mouseMove(bars, QPoint(2, 40))


def test_arrow_keys_read_unit_by_unit(bars):
    bars.set_values(np.array([1.0, -1.0, 0.5, 0.0]))
    read = []
    bars.hovered.connect(lambda unit, value: read.append(unit))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Home):
        QTest.keyClick(bars, key)
    assert read == [0, 1, 3, 2, 0]
    assert "Unit 1 · 1" in bars.accessibleDescription()


def test_a_click_is_told(bars, qtbot):
    bars.set_values(np.array([1.0, -1.0]))
    with qtbot.waitSignal(bars.clicked) as heard:
        QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(middle(bars, 1, 2), 40))
    assert heard.args == [1]


def test_values_that_are_no_numbers_do_not_spoil_the_others(bars):
    bars.set_values(np.array([np.nan, 1.0, np.inf, -1.0]))
    assert heights(bars, middle(bars, 1, 4))[0] > 30
    assert bars.reading(0) == "Unit 1 · not a number"


def test_nothing_is_shown_as_a_sentence(bars):
    bars.set_values(np.ones(3))
    bars.set_values(None)
    assert bars.accessibleDescription() == EMPTY
    assert bars.unit_at(QPointF(50, 50)) is None
    bars.grab()


def test_all_zeros_are_drawn_as_a_line(bars):
    bars.set_values(np.zeros(10))
    assert heights(bars, middle(bars, 3, 10)) == (0, 0)


def test_other_shapes_are_refused(bars):
    with pytest.raises(ValueError):
        bars.set_values(np.zeros((2, 2)))


def test_enter_does_what_a_click_does_also_where_none_is_read(qtbot, bars):
    bars.set_values(np.array([1.0, -1.0]))
    bars.clearFocus()
    bars.setFocus(Qt.FocusReason.TabFocusReason)
    assert bars.whole_reading().startswith("Unit 1 · ")
    bars.leaveEvent(None)
    with qtbot.waitSignal(bars.clicked) as heard:
        QTest.keyClick(bars, Qt.Key.Key_Return)
    assert heard.args == [0]
