"""Units that no gradient reaches are told from those that move, whatever weight decay does to both."""

import numpy as np
import pytest

from engine.coaching.standing_still import standing_still
from engine.project.project import analysed
from engine.project.recipes import read_recipe

LENET = read_recipe("lenet5-sample")
NAMES = [f"{one.address}/weight" for one in analysed(LENET).instances.values() if one.parameters]


def weights():
    draw = np.random.default_rng(0).normal
    shapes = [(6, 1, 5, 5), (16, 6, 5, 5), (120, 256), (84, 120), (10, 84)]
    return {name: draw(size=shape).astype(np.float32) for name, shape in zip(NAMES, shapes, strict=True)}


def moved(before, *, still, decay=1.0):
    """All of them moved on but the first `still` units of the second layer."""
    draw = np.random.default_rng(1).normal
    after = {name: decay * old + 0.05 * draw(size=old.shape).astype(np.float32) for name, old in before.items()}
    after[NAMES[1]][:still] = (decay * before[NAMES[1]][:still]).astype(np.float32)
    return after


@pytest.mark.parametrize("decay", [1.0, 0.9])
def test_those_without_a_gradient_are_counted(decay):
    before = weights()
    (found,) = standing_still(LENET, before, moved(before, still=9, decay=decay), 500)
    assert (found.still, found.of, found.since, found.units) == (9, 16, 500, "filters")
    assert found.layer == "Convolution"


def test_where_nothing_moves_none_of_them_is_dead():
    before = weights()
    assert standing_still(LENET, before, before, 500) == ()
    assert standing_still(LENET, before, moved(before, still=0), 500) == ()


def test_what_is_no_number_or_of_another_shape_moves_somewhere():
    before, after = weights(), moved(weights(), still=3)
    after[NAMES[0]][:] = np.nan
    after[NAMES[2]] = np.zeros((3, 3), np.float32)
    (found,) = standing_still(LENET, before, after, 500)
    assert found.still == 3
    assert standing_still(LENET, {}, {}, 0) == ()
