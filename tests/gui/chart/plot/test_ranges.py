"""Ranges the chart follows with, ticks and written figures."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.appearance.numerals import percent
from gui.chart.plot import ranges
from gui.chart.plot.scale import Scale
from gui.chart.plot.series import Columns


def columns(values):
    values = np.asarray(values, dtype=np.float64)
    return Columns(np.arange(len(values), dtype=np.float64), values, values, values)


@given(st.integers(0, 10**7), st.none() | st.integers(1, 10**7))
def test_following_shows_every_step(last, total):
    low, high = ranges.step_range(last, total)
    assert low == 0
    assert high >= last
    assert high >= ranges.SHORTEST_SPAN


def test_following_moves_the_axes_seldom():
    assert len({ranges.step_range(last, 64_000) for last in range(1, 64_001, 50)}) < 15
    assert len({ranges.step_range(last, None) for last in range(1, 64_001, 50)}) < 40


def test_a_short_start_of_a_long_run_is_not_a_sliver():
    assert 100 / ranges.step_range(100, 64_000)[1] > 0.3


@given(st.floats(1e-12, 1e12))
def test_rounded_up_is_just_above(value):
    assert value * (1 - 1e-6) <= ranges.rounded_up(value) <= value * 1.5001


@given(st.floats(-1e6, 1e6), st.floats(1e-6, 1e6), st.integers(1, 12))
def test_linear_ticks_lie_within_and_do_not_crowd(low, span, most):
    ticks = ranges.linear_ticks(low, low + span, most)
    slack = span * 1e-6 + abs(low) * 1e-9
    assert all(low - slack <= tick <= low + span + slack for tick in ticks)
    assert len(ticks) <= most + 1


@given(st.floats(-12, 6), st.floats(0.5, 15), st.integers(2, 8))
def test_log_ticks_lie_within_and_do_not_crowd(low, span, most):
    ticks = ranges.log_ticks(low, low + span, most)
    assert all(low <= tick <= low + span for tick in ticks)
    assert len(ticks) <= most + 1


def test_losses_start_at_zero_and_leave_spikes_out():
    values = np.concatenate([np.full(990, 0.5), np.full(10, 50.0)])
    bottom, top = ranges.loss_range([columns(values)], np.array([0.6]))
    assert bottom == 0
    assert 0.6 <= top < 2


def test_an_evaluation_is_always_in_sight():
    assert ranges.loss_range([columns([0.5, 0.4])], np.array([3.3]))[1] >= 3.3


def test_negative_losses_are_in_sight():
    bottom, top = ranges.loss_range([columns([-3.0, -2.0])], np.empty(0))
    assert bottom <= -3 < top


@pytest.mark.parametrize("values", [[], [np.nan], [np.nan, np.inf]])
def test_nothing_finite_still_has_a_range(values):
    array = np.array(values)
    for low, high in (
        ranges.loss_range([columns(array)], np.empty(0)),
        ranges.log_range(array, array),
        ranges.accuracy_range(array),
    ):
        assert math.isfinite(low)
        assert low < high


def test_a_mark_just_outside_gets_its_room_and_one_far_off_none():
    assert ranges.with_mark((0.0, 2.0), 1.5) == (0.0, 2.0)
    assert ranges.with_mark((0.0, 2.0), 2.2) == pytest.approx((0.0, 2.28))
    assert ranges.with_mark((0.0, 2.0), 3.4) == (0.0, 2.0)
    assert ranges.with_mark((0.0, 2.0), None) == (0.0, 2.0)


@pytest.mark.parametrize(("last", "total", "end"), [(400, 1500, 408), (3, 1500, 10.2), (1500, 1500, 1530)])
def test_the_axis_of_what_has_ended_is_as_long_as_what_was_run(last, total, end):
    assert ranges.step_range(last, total, ended=True) == (0.0, pytest.approx(end))


def test_high_accuracies_are_looked_at_closely():
    assert ranges.accuracy_range(np.array([0.97, 0.98]))[0] == 0.95
    assert ranges.accuracy_range(np.array([0.1, 0.98]))[0] == 0.0


def test_a_logarithmic_scale_clamps_and_says_so():
    scale = Scale.fitting(np.array([-1.0, 0.0, 0.01, 1.0]))
    np.testing.assert_allclose(scale.heights(np.array([-1.0, 0.0, 0.01, 1.0])), [-2, -2, -2, 0])
    assert scale.note == "Values of zero and below are drawn at 0.01"
    assert np.isnan(scale.heights(np.array([np.nan]))).all()
    assert not Scale.fitting(np.array([0.01, 1.0])).note


def test_figures_as_people_write_them():
    assert ranges.figure(395.2, "loss") == "395"
    assert ranges.figure(0.9725, "accuracy") == "97.25 %" == percent(0.9725)
    assert ranges.figure(None, "loss") == "–"
    assert ranges.figure(float("nan"), "loss") == "not a number"
    assert ranges.figure(float("inf"), "loss") == "infinite"


def test_axis_labels():
    labels = [ranges.step_label(step) for step in (0, 500, 1500, 64_000, 1_200_000)]
    assert labels == ["0", "500", "1,500", "64k", "1.2M"]
    assert ranges.value_label(0.30000000000000004, "loss") == "0.3"
    assert ranges.value_label(0.95, "accuracy") == "95\u202f%"
