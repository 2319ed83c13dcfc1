"""Exact weights in words and as text."""

import numpy as np
import pytest

from engine.service.answers import ChannelWeights, UnitWeights
from gui.inspect.weights.weight_sheet import exact, sheet, shown


def filter_of(channels=2, height=2, width=3, bias=0.125, first=0):
    values = np.arange(channels * height * width, dtype=np.float32).reshape(channels, height, width) / 8
    return UnitWeights("nconv0", 40, 2, 16, values, bias, first)


def norm():
    columns = (np.full(3, value, np.float32) for value in (1, 2, 3, 4))
    return ChannelWeights("nnorm0", 40, *columns)


@pytest.mark.parametrize("value", [0.1, 1 / 3, 1e-5, 1.5e-30, 123456.7, -0.0625, 3.3e38, 0, 7])
def test_a_number_is_told_exactly(value):
    assert np.float32(exact(np.float32(value))) == np.float32(value)


def test_whole_numbers_have_no_point_and_only_extreme_ones_an_exponent():
    assert [exact(np.float32(value)) for value in (0.25, 1, -0.0002, 2e-7)] == ["0.25", "1", "-0.0002", "2e-07"]
    assert shown(np.float32(-0.5)) == "−0.5"
    assert [shown(np.float32(value)) for value in ("nan", "inf")] == ["not a number", "infinite"]


def test_a_filter_has_all_its_channels_below_each_other():
    made = sheet(filter_of())
    assert made.title == "filter 3 of 16"
    assert made.values.shape == (4, 3)
    assert [made.row_name(row) for row in range(4)] == ["in 1, row 1", "in 1, row 2", "in 2, row 1", "in 2, row 2"]
    assert made.figures() == "bias 0.125 · min 0 · mean 0.6875 · max 1.375 · weights 2×2×3"


def test_a_filter_of_a_group_names_the_channels_that_it_reads():
    assert sheet(filter_of(first=4)).row_name(0) == "in 5, row 1"


def test_a_unit_has_a_row_for_each_input():
    made = sheet(UnitWeights("nline0", 0, 0, 10, np.arange(400, dtype=np.float32), None))
    assert (made.title, made.values.shape, made.row_name(399)) == ("unit 1 of 10", (400, 1), "input 400")
    assert made.figures().startswith("no bias · min 0 · ")


def test_a_batch_norm_has_four_named_numbers_for_each_channel():
    made = sheet(norm())
    assert made.columns == ("scale", "shift", "running mean", "running variance")
    assert (made.row_name(2), made.figures()) == ("channel 3", "")
    assert made.rectangle(range(2, 3), range(4)) == "1\t2\t3\t4"


def test_copied_whole_it_has_its_names_and_shapes():
    assert sheet(filter_of(1, 1, 2)).whole("1. Convolution", "step 40") == (
        "1. Convolution\tfilter 3 of 16\tstep 40\n"
        "weights\t1×1×2\n"
        "bias\t0.125\n"
        "\tcolumn 1\tcolumn 2\n"
        "in 1, row 1\t0\t0.125\n"
    )


def test_weights_that_ran_away_are_still_told():
    weights = UnitWeights("nline0", 0, 0, 10, np.array([np.nan, np.inf, -1], np.float32), float("nan"))
    assert sheet(weights).figures() == "bias nan · min −1 · mean −1 · max −1 · weights 3"
    assert sheet(weights).rectangle(range(3), range(1)) == "nan\ninf\n-1"
