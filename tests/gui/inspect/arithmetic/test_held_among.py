"""What the held value is one of: the bars that were pressed stay, with it marked; of squares only values are drawn."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from engine.service.looking.values.value_answers import Curved, Softened
from gui.inspect.arithmetic.maps.held_among import HeldAmong
from tests.gui.inspect.arithmetic.test_number_rows import explained

DIGITS = tuple("0123456789")
CURVED = Curved(0.5, "max(x, 0)", 0.5)


@pytest.fixture
def among(qtbot):
    view = HeldAmong()
    qtbot.addWidget(view)
    view.map.set_side(182)
    view.setFixedWidth(182)
    view.picked_now = []
    view.picked.connect(view.picked_now.append)
    view.show()
    return view


def hold(among, values, unit, names=(), working=CURVED):
    own = replace(explained(working, (unit,)), around=np.asarray(values, np.float32))
    among.show_around(own, names)
    among.hold((unit,), "words")
    return own


def test_the_ten_classes_stay_with_the_held_one_marked_and_are_slid_by_key(among, qtbot):
    hold(among, np.linspace(-2, 3, 10), 4, DIGITS)
    assert among.classes.isVisible()
    assert among.map.isHidden()
    assert among.classes.accessibleDescription() == "words"
    unmarked = among.classes.grab().toImage()
    among.hold((5,), "words")
    marked = among.classes.grab().toImage()
    row = among.classes.row_height
    at = [QPoint(2, number * row + 2) for number in (4, 5)]
    assert [unmarked.pixel(one) for one in at] == [marked.pixel(one) for one in reversed(at)]
    assert unmarked.pixel(at[0]) != unmarked.pixel(at[1])
    for key in ("Down", "Up"):
        qtbot.keyClick(among.classes, getattr(Qt.Key, f"Key_{key}"))
    qtbot.mouseClick(among.classes.viewport(), Qt.MouseButton.LeftButton, pos=at[0])
    assert among.picked_now == [(6,), (4,), (4,)]
    among.hold((9,), "words")
    qtbot.keyClick(among.classes, Qt.Key.Key_Down)
    assert len(among.picked_now) == 3
    qtbot.keyClick(among.classes, Qt.Key.Key_Home)
    assert among.picked_now[3:] == [(0,)]


def test_what_is_a_probability_already_is_softened_no_further(among):
    shares = np.float32([0.25, 0.75])
    hold(among, shares, 1, ("cat", "dog"), Softened(0.0, 1.0, 1.5, 2, (0,), np.float32([1])))
    assert among.classes.sentence(1) == "dog: 75.00 %"
    hold(among, shares, 1, ("cat", "dog"))
    assert among.classes.sentence(1) != "dog: 75.00 %"


def test_units_that_have_no_names_stay_bars(among, qtbot):
    hold(among, np.sin(np.arange(84)), 30)
    assert among.bars.isVisible()
    assert among.laid_out.isHidden()
    qtbot.keyClick(among.bars, Qt.Key.Key_Right)
    qtbot.keyClick(among.bars, Qt.Key.Key_Home)
    assert among.picked_now == [(31,), (0,)]
    before = among.bars.grab().toImage()
    among.hold((70,), "words")
    assert among.bars.grab().toImage() != before


@pytest.mark.parametrize(
    ("count", "said"),
    [(4096, "4,096 units, 64 in a row from the upper left"), (130, "130 units, 12 in a row from the upper left")],
)
def test_of_very_many_units_squares_say_how_they_are_laid_out(among, count, said):
    hold(among, np.ones(count), 5)
    assert among.map.isVisible()
    assert among.laid_out.isVisible()
    assert among.laid_out.text() == said


def test_where_the_last_row_ends_nothing_is_drawn(among):
    hold(among, np.linspace(0, 1, 130), 5)  # 10 of 12 in the eleventh row
    picture, area = among.map.grab().toImage(), among.map.area()
    low = round(area.bottom() - area.height() / 22)
    beyond, within = (QPoint(round(area.width() * (at + 0.5) / 12), low) for at in (10, 9))
    assert picture.pixel(beyond) == among.grab().toImage().pixel(QPoint(among.width() - 1, among.height() - 1))
    assert picture.pixel(within) != picture.pixel(beyond)
    assert among.map.value_at(beyond.toPointF()) is None
    assert among.map.value_at(within.toPointF()) == (0, 129)


def test_the_keyboard_comes_to_what_is_shown_with_the_answer(among):
    among.hide()
    among.take_keyboard()
    among.show()
    hold(among, np.arange(10), 4, DIGITS)
    among.take_keyboard_if_due()
    assert among.focusWidget() is among.classes
