"""What is said of a value and its arithmetic."""

import re
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from engine.service.looking.values.value_answers import (
    Added,
    Averaged,
    Convolved,
    Curved,
    Empty,
    Largest,
    Normalised,
    Passed,
    Region,
    Softened,
    Weighed,
)
from gui.inspect.arithmetic.grids.grid_rows import grid_rows, rest
from gui.inspect.arithmetic.maps.value_map import ValueMap
from gui.inspect.arithmetic.words import value_words
from gui.inspect.arithmetic.words.channel_sums import channels_at
from tests.gui.inspect.arithmetic.test_number_rows import explained

ONES = np.ones((2, 2), np.float32)
INSIDE = np.ones((2, 2), bool)


def convolved(channels, bias=0.5):
    sums = np.arange(1, channels + 1, dtype=np.float64)
    sums[1::2] *= -1
    stack = np.ones((channels, 2, 2), np.float32)
    return Convolved(0, sums, tuple(range(channels)), stack, stack, INSIDE, bias)


WEIGHED = Weighed((3, 1), np.float32([2, 1]), np.float32([0.5, -1]), 5, 0.25, None)


@pytest.mark.parametrize(
    ("working", "words"),
    [
        (convolved(1), "1.0 (patch × kernel) + 0.5 (bias)"),
        (convolved(1, None), "the sum of 4 products, patch × kernel"),
        (convolved(3), "1.0 − 2.0 + 3.0 (patch × kernel of 3 channels) + 0.5 (bias)"),
        (convolved(2, None), "1 − 2 (patch × kernel of 2 channels)"),
        (
            convolved(9, None),
            "−2 + 3 − 4 + 5 − 6 + 7 − 8 + 9 (patch × kernel of 8 channels) + 1 (the other channel)",
        ),
        (WEIGHED, "the sum of 7 products, input × weight"),
        (replace(WEIGHED, bias=-0.5), "0.25 (input × weight, over 7 inputs) − 0.50 (bias)"),
        (Curved(-2.0, "max(x, 0)", 0.0), "max(x, 0), where x = −2"),
        (Softened(1.0, 3.0, 1.5, 10, (0,), np.float32([3])), "e^(1 − 3) / 1.5"),
        (Largest(ONES, INSIDE, (4, 5), (0, 1), (5, 1)), "the largest of 4 values, at row 6, column 2"),
        (Averaged(ONES, INSIDE, 4.0, 4), "4 / 4, the mean of 4 values"),
        (Normalised(3.0, 1.0, 4.0, 0.0, 2.0, 0.5), "(3 − 1) / 2 · 2 + 0.5"),
        (Passed(0.5, "dropout"), "0.5, as it came: dropout does nothing outside of training"),
        (Empty(), "an empty channel that was added"),
        (Added(1.0, -2.0), "1 (body) − 2 (shortcut)"),
    ],
)
def test_every_working_is_a_line(working, words):
    assert value_words.made_of(working) == words


@given(terms=st.lists(st.floats(-50, 50), min_size=2, max_size=2))
def test_a_sum_holds_for_whoever_reckons_along_or_is_told_to_be_about_so(terms):
    line = value_words.equation(sum(terms), Added(*terms))
    numbers = [
        Decimal(one.replace("−", "-").replace(",", "")) for one in re.findall(r"−?[\d.,]+", line.replace("− ", "−"))
    ]
    if "e" not in line:
        assert (" = " in line) == (numbers[0] == sum(numbers[1:]))
        assert len({one.as_tuple().exponent for one in numbers}) == 1 or " ≈ " in line


@pytest.mark.parametrize(
    ("body", "shortcut", "sign"),
    [(1e30, -2.47, "="), (3e6, -1e6, "="), (5e-7, -4e-7, "="), (1.00044e7, 1.00044e7, "≈"), (1e7, 4e3, "≈")],
)
def test_a_sum_of_very_large_or_small_numbers_says_about_only_where_it_does_not_hold_as_written(body, shortcut, sign):
    assert f" {sign} " in value_words.equation(body + shortcut, Added(body, shortcut))


def test_what_does_not_add_up_as_it_is_written_is_about_so():
    one = replace(convolved(1, -0.11968), sums=np.array([0.25504]))
    assert value_words.equation(0.13536, one) == "0.13536 = 0.25504 (patch × kernel) − 0.11968 (bias)"
    assert value_words.equation(0.13571, one) == "0.1357 ≈ 0.2550 (patch × kernel) − 0.1197 (bias)"
    assert value_words.equation(1.5, convolved(1)) == "1.5 = 1.0 (patch × kernel) + 0.5 (bias)"
    products = Weighed((0,), np.float32([0.11114]), np.float32([5.0]), 0, 0.0, None)
    assert value_words.terms(products) == ["input 1: 0.1111 × 5 ≈ 0.5557"]


@given(sums=st.lists(st.floats(-3, 3), min_size=9, max_size=9), bias=st.floats(-1, 1))
def test_captions_have_the_digits_of_their_line(sums, bias):
    working = replace(convolved(9, bias), sums=np.array(sums))
    write = value_words.writer(working.total, working)
    line = value_words.equation(working.total, working)
    explanation = replace(explained(working), maps_of=tuple(range(9)), ranges=((0, 1),) * 9)
    rows = grid_rows(explanation, write)
    assert all(row.caption.rpartition(" ")[2].lstrip("−") in line for row in rows)
    assert rest(working, write).rpartition(" ")[2].lstrip("−") in line


def test_of_ten_summands_most_lines_hold():
    draw = np.random.default_rng(0)
    lines = [replace(convolved(12, one[0]), sums=one[1:]) for one in draw.normal(size=(200, 13))]
    held = sum(" = " in value_words.equation(one.total, one) for one in lines)
    assert held > 140  # of four digits alone 80


def test_what_is_muted_is_not_said_to_be_its_own_sum():
    muted = replace(explained(convolved(1)), value=0.0)
    assert value_words.result(muted, muted=True).endswith(": 0")
    assert value_words.whole(muted, muted=True).endswith(
        ": 0 is given in place of 1.5 = 1.0 (patch × kernel) + 0.5 (bias)"
    )


def test_no_line_ends_behind_a_sign_or_within_a_product():
    told = value_words.with_whole_terms("1 − 2 (patch × kernel) + 0.5 (bias)")
    assert told.split(" ") == ["1", "−\xa02", "(patch\xa0×\xa0kernel)", "+\xa00.5", "(bias)"]


def test_what_is_no_number_says_so():
    assert [value_words.figure(value) for value in (float("nan"), float("inf"), float("-inf"))] == [
        "not a number", "infinite", "−infinite",
    ]  # fmt: skip


def test_terms_are_named_by_the_maps_that_they_were_in():
    assert value_words.terms(WEIGHED) == ["input 4: 2 × 0.5 = 1", "input 2: 1 × (−1) = −1", "5 others: 0.25"]
    assert value_words.terms(WEIGHED, (2, 1, 2))[0] == "map 2, row 1, column 2: 2 × 0.5 = 1"


def test_regions_are_counted_from_one():
    assert value_words.region(Region(range(6), (0, 2), (3,)), (6, 9, 9)) == "all 6 maps, rows 1 to 3, column 4"
    assert value_words.region(Region(range(2, 3)), (5,)) == "unit 3"


def test_of_many_channels_the_heaviest_are_spelled_out_and_the_rest_summed():
    working = convolved(20)
    assert channels_at(working) == list(range(12, 20))
    assert rest(working) == "The other 12 channels: −6"
    assert rest(convolved(3)) == ""


def test_a_map_is_slid_by_keys_within_its_edges_and_a_vector_row_by_row(qtbot):
    picked = []
    view = ValueMap("Map", holds=True)
    qtbot.addWidget(view)
    view.picked.connect(lambda *index: picked.append(index))
    view.show_values(np.full((2, 3), np.nan, np.float32), 4)
    view.hold(0, 2, "words")
    for key in ("Right", "Left", "Down", "Up"):
        qtbot.keyClick(view, getattr(Qt.Key, f"Key_{key}"))
    assert picked == [(0, 1), (1, 2)]
    view.show_values(np.arange(7, dtype=np.float32))
    picked.clear()
    view.hold(0, 2, "words")
    for key in ("Right", "Down"):
        qtbot.keyClick(view, getattr(Qt.Key, f"Key_{key}"))
    assert picked == [(0, 3), (0, 5)]
    view.hold(0, 6, "words")
    picked.clear()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert picked == []
    assert view.accessibleDescription() == "words"
