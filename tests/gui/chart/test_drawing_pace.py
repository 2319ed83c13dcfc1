"""How often the chart is drawn, by a clock that is set by hand."""

from types import SimpleNamespace

import pytest

from gui.chart.drawing_pace import LEAST_MS, MOST_MS, SHARE, SOON_MS, DrawingPace


@pytest.fixture
def at():
    return SimpleNamespace(now=100.0, worked=0.0)


@pytest.fixture
def pace(at):
    return DrawingPace(lambda: at.now, lambda: at.worked)


def draws(pace, at, seconds):
    with pace.drawing():
        at.worked += seconds
        at.now += 10 * seconds  # the machine is busy, which is no cost


def test_what_changes_after_a_rest_is_drawn_soon(pace, at):
    assert pace.wait(0.0) == SOON_MS
    draws(pace, at, 0.001)
    at.now += 60
    assert pace.wait(0.002) == SOON_MS


def test_while_a_run_trains_it_is_drawn_twice_a_second(pace, at):
    draws(pace, at, 0.001)
    assert pace.wait(0.002) == LEAST_MS
    at.now += 0.2
    assert pace.wait(0.002) == pytest.approx(LEAST_MS - 200, abs=1)


def test_what_is_drawn_dearly_is_drawn_less_often_but_each_second(pace, at):
    draws(pace, at, 0.3 * SHARE)
    assert pace.wait(0.4 * SHARE) == pytest.approx(700, abs=1)
    draws(pace, at, 30 * SHARE)
    assert pace.wait(0.0) == MOST_MS
