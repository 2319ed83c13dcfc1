"""Tallies beside numpy's figures of all values at once."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.inspection.statistics.histogram import BINS, FEWEST, IN_A_BIN
from engine.inspection.statistics.tally import ChannelTally, Tally
from tests.examples import examples

NUMBERS = st.floats(width=32, allow_subnormal=False)


def tallied(*parts):
    tally = Tally()
    for part in parts:
        tally.add(torch.tensor(part, dtype=torch.float32))
    return tally.histogram()


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(st.lists(NUMBERS, max_size=40), max_size=4))
def test_a_histogram_is_numpys_however_the_values_come(parts):
    values = np.array([one for part in parts for one in part], np.float32).astype(np.float64)
    finite = values[np.isfinite(values)]
    found = tallied(*parts)
    assert (found.count, found.broken) == (len(values), len(values) - len(finite))
    assert found.zeros == np.count_nonzero(finite == 0)
    assert len(found.counts) <= min(BINS, max(FEWEST, len(finite) // IN_A_BIN))
    if not len(finite):
        assert np.isnan([found.mean, found.deviation, found.low, found.high]).all()
        return
    np.testing.assert_array_equal(found.counts, np.histogram(finite, found.edges)[0])
    assert (found.low, found.high) == (finite.min(), finite.max())
    assert found.edges[0] <= found.low <= found.high < found.edges[-1]
    reach = max(1e-30, np.abs(finite).max())
    np.testing.assert_allclose(
        [found.mean, found.deviation], [finite.mean(), finite.std()], rtol=1e-9, atol=1e-7 * reach
    )


@pytest.mark.parametrize("shape", [(50, 3), (50, 3, 4, 5), (1, 3)])
def test_channels_are_numpys(shape):
    drawn = np.random.default_rng(0).normal(3, 2, shape).astype(np.float32)
    drawn[:, 1] = 0
    tally = ChannelTally()
    for part in np.array_split(drawn, 4):
        if len(part):
            tally.add(torch.from_numpy(part))
    found, rows = tally.channels(), np.moveaxis(drawn, 1, 0).reshape(3, -1)
    np.testing.assert_allclose(found.mean, rows.mean(1), rtol=1e-5)
    np.testing.assert_allclose(found.deviation, rows.std(1), rtol=1e-4, atol=1e-7)
    np.testing.assert_array_equal([found.low, found.high], [rows.min(1), rows.max(1)])
    np.testing.assert_allclose(found.zeros, (rows == 0).mean(1))
    assert found.dead.tolist() == [False, True, False]


def test_many_values_are_counted_in_blocks(monkeypatch):
    values = np.random.default_rng(0).normal(size=(40, 5, 7)).astype(np.float32)
    whole = tallied(values)
    monkeypatch.setattr("engine.inspection.statistics.tally.BLOCK", 100)
    parts, channels = tallied(values), ChannelTally()
    np.testing.assert_array_equal(parts.counts, whole.counts)
    channels.add(torch.from_numpy(values))
    np.testing.assert_allclose(channels.channels().mean, values.mean((0, 2)), atol=1e-6)


def test_a_channel_that_is_no_number_says_so():
    tally = ChannelTally()
    tally.add(torch.tensor([[1.0, float("nan")], [2.0, 3.0]]))
    found = tally.channels()
    assert np.isnan([found.mean[1], found.low[1]]).all()
    assert found.mean[0] == 1.5
    assert not found.dead.any()


def test_of_a_channel_with_an_infinite_value_there_is_no_mean_however_the_values_come():
    values = torch.tensor([[1.0, float("inf")], [2.0, 3.0], [0.0, 4.0]])
    whole, parts = ChannelTally(), ChannelTally()
    whole.add(values)
    for one in values.split(1):
        parts.add(one)
    for found in (whole.channels(), parts.channels()):
        np.testing.assert_allclose(found.mean, [1.0, np.nan])
        assert found.high[1] == np.inf
