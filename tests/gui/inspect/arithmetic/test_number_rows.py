"""The arithmetic of a held value as a table: its numbers add up to the value."""

import numpy as np
import pytest

from engine.inspection.arithmetic.explanation import Explanation, Place, Region
from engine.inspection.arithmetic.workings import Convolved, Curved, Weighed
from gui.inspect.arithmetic.words.number_rows import HEAD, rows_of
from tests.gui.inspect.arithmetic.test_learning_card import STEP

WEIGHT = "The weight of filter 2 for input channel 1, row 3, column 4"


def explained(working, within=(0, 1, 1)) -> Explanation:
    place, nothing = Place("n00001", within), np.zeros((0, 0, 0), np.float32)
    return Explanation(
        place, (2, 4, 4), working.total, working, (None,), (2, 4, 4), Region(range(2)), None, nothing, (), (), nothing
    )


def test_taps_and_sums_of_a_convolution_add_up_to_its_value():
    draw = np.random.default_rng(1)
    patches, kernels = (draw.normal(size=(2, 3, 3)).astype(np.float32) for _ in range(2))
    sums = (patches * kernels).sum((1, 2), dtype=np.float64)
    working = Convolved(0, sums, (0, 1), patches, kernels, np.ones((3, 3), bool), 0.25)
    head, *rows = rows_of([("1. Convolution", explained(working))], None)
    assert tuple(head) == HEAD
    assert {len(row) for row in rows} == {len(HEAD)}
    taps = [row for row in rows if row[2] != ""]
    assert len(taps) == 18
    assert taps[1][1:6] == ("channel 1", 1, 2, float(patches[0, 0, 1]), float(kernels[0, 0, 1]))
    bias, total = rows[-2:]
    assert sum(row[6] for row in taps) + bias[6] == pytest.approx(total[6], abs=1e-5)
    assert total[1].startswith("map 1, row 2, column 2 = ")


def test_terms_of_a_unit_the_path_and_how_a_weight_learns_stand_below_each_other():
    weighed = Weighed((3, 0), np.float32([2, 1]), np.float32([0.5, -1]), 7, 0.125, -0.5)
    path = [("2. Linear", explained(weighed, (0,))), ("3. ReLU", explained(Curved(-0.375, "max(x, 0)", 0.0), (0,)))]
    rows = list(rows_of(path, STEP))
    assert [row[:2] for row in rows[1:5]] == [
        ("2. Linear", "input 4"), ("2. Linear", "input 1"), ("2. Linear", "the 7 others"), ("2. Linear", "bias"),
    ]  # fmt: skip
    assert rows[6] == ("3. ReLU", "unit 1 = max(x, 0), where x = −0.375", "", "", "", "", 0.0)
    assert rows[-1] == (WEIGHT, "Weight after = 0.5000 − 0.1 · (−0.125)", "", "", "", "", 0.5125)
