"""Histograms of several steps on common edges."""

import numpy as np
import pytest

from engine.inspection.statistics.ridges import on_common_edges
from engine.runs.kept.statistics import histograms


def kept(values):
    """As a run keeps it of its weights."""
    found = histograms({"a/weight": np.float32(values)})
    return found.edges[0], found.counts[0]


def test_one_value_throughout_does_not_widen_the_axis_of_others():
    edges, shares = on_common_edges([kept([1, 1, 1]), kept(np.linspace(0.995, 1.005, 50))])
    assert (edges[0], edges[-1]) == pytest.approx((0.995, 1.005), abs=1e-4)
    assert shares.sum(1) == pytest.approx([1, 1])
    alone = edges[np.flatnonzero(shares[0])]
    assert 0.998 < alone.min() <= alone.max() < 1.002


def test_one_value_is_a_spike_beside_others_that_spread_next_to_nothing():
    """As the scales of a batch norm, which begin at exactly 1: training spreads them, however little."""
    edges, (first, later) = on_common_edges([kept(np.ones(32)), kept(np.linspace(0.9995, 1.0005, 32))])
    assert (np.count_nonzero(first), first.max()) == (1, 1)
    assert edges[np.argmax(first)] <= 1 <= edges[np.argmax(first) + 1]
    assert np.count_nonzero(later) > 20


def test_one_value_alone_has_room_around_it():
    edges, (shares,) = on_common_edges([kept([3, 3])])
    assert edges[0] < 3 < edges[-1]
    assert (np.count_nonzero(shares), shares.sum()) == (1, 1)


def test_empty_ends_are_no_part_of_the_axis():
    edges, shares = on_common_edges([(np.arange(6.0), np.array([0, 0, 3, 1, 0]))])
    assert (edges[0], edges[-1]) == (2, 4)
    assert shares.sum() == pytest.approx(1)
    empty, nothing = on_common_edges([(np.arange(3.0), np.zeros(2, np.int64))])
    assert (empty[-1] > empty[0], nothing.sum()) == (True, 0)


def test_few_that_lie_far_out_leave_the_room_to_all_others():
    values = np.random.default_rng(0).normal(size=10_000)
    values[:5] = 600
    edges, (shares,) = on_common_edges([kept(values)])
    assert edges[-1] < 20
    assert shares.sum() == pytest.approx(1)


def test_few_values_make_a_shape():
    values = np.random.default_rng(0).normal(size=150)
    _, (few,) = on_common_edges([kept(values)])
    _, (many,) = on_common_edges([kept(np.tile(values, 100))])
    assert np.abs(np.diff(few)).sum() < 0.7 * np.abs(np.diff(many)).sum()
    assert few.sum() == pytest.approx(1)
