"""Own filter page: what it takes over of the filter that stands there, and when it asks."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from engine.inspection.enlarging.figures import figures
from engine.inspection.enlarging.parts import EnlargedFilter, EnlargedMap
from engine.service.looking.layers.enlarge_questions import Tried
from gui.inspect.enlarged.own_filter_page import OwnFilterPage
from tests.gui.inspect.layers import FIRST, floats, show_model

MAP = np.zeros((8, 8), np.float32)


def standing(bias, kernels=None):
    kernels = floats(1, 5, 5) if kernels is None else kernels
    return EnlargedFilter(FIRST, 0, 6, kernels, 1, kernels.size, bias, 0, figures(kernels), None, False)


@pytest.fixture
def page(workspace, run, qtbot):
    show_model(workspace)
    page = OwnFilterPage(workspace, run)
    qtbot.addWidget(page)
    return page


def answered(page, found):
    """How often it asks anew at the answer to its question."""
    asked = []
    page.asked.connect(lambda: asked.append(page.own))
    one = EnlargedMap(FIRST, 0, 6, MAP, figures(MAP), (0.0, 0.0), None)
    page.show_tried(Tried(5, found, one, one))
    return len(asked)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_of_a_run_that_ran_away_it_asks_once_and_begins_with_numbers(page, bad):
    found = standing(float(bad), np.full((1, 5, 5), bad, np.float32))
    page.open_at(found, 0)
    assert answered(page, found) == 0
    assert np.isfinite(np.float32(page.own.bias))
    assert np.isfinite(page.own.kernels).all()


def test_it_follows_what_stands_there_by_now_and_then_asks_once(page):
    page.open_at(standing(0.5), 0)
    later = standing(0.25)
    assert answered(page, later) == 1
    assert page.own.bias == 0.25
    assert answered(page, later) == 0


def test_a_bias_that_is_being_typed_stays_where_it_trains(page, qtbot):
    with qtbot.waitExposed(page):
        page.show()
    page.open_at(standing(0.5), 0)
    page.bias.setFocus()
    page.bias.selectAll()
    QTest.keyClicks(page.bias, "-")
    assert answered(page, standing(0.25)) == 0
    QTest.keyClicks(page.bias, "1")
    QTest.keyClick(page.bias, Qt.Key.Key_Return)
    assert page.own.bias == -1
    assert answered(page, standing(0.125)) == 0
    assert page.own.bias == -1


@pytest.mark.parametrize("size", [(880, 390), (1150, 620)])
def test_the_outcome_and_what_the_buttons_do_are_in_sight_and_nothing_moves_as_it_comes(page, qtbot, size):
    page.resize(*size)
    with qtbot.waitExposed(page):
        page.show()
    found = standing(0.5)
    page.open_at(found, 0)
    answered(page, found)
    bar = page.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    place = page.put_in.mapTo(page, QPoint())
    page.show_effect("Of 1,000 test images 96.3 % are right, 96.7 % without it.")
    qtbot.waitUntil(page.effect.isVisible)
    assert bar.maximum() == 0
    assert page.put_in.mapTo(page, QPoint()) == place
