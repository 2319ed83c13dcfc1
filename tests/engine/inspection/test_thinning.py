"""As many values as a picture shows, of layers of any size."""

from math import ceil

import numpy as np
import torch
from hypothesis import given
from hypothesis import strategies as st

from engine.inspection.thinning import MOST_OF_VECTOR, card_values, every_for, shown_values

SIDES = st.integers(1, 300)


@given(maps=st.integers(1, 4096), height=SIDES, width=SIDES, most=st.integers(1, 2**22))
def test_what_is_shown_is_bounded_and_nothing_is_left_out_without_need(maps, height, width, most):
    def count(every):
        return maps * ceil(height / every) * ceil(width / every)

    every = every_for((maps, height, width), most)
    assert count(every) <= max(most, maps)
    assert every == 1 or count(every - 1) > most


@given(height=SIDES, width=SIDES, side=st.integers(8, 200))
def test_a_long_map_fills_its_pixels_and_is_less_than_twice_as_long(height, width, side):
    longest = max(height, width)
    shown = ceil(longest / every_for((1, height, width), side=side))
    assert min(longest, side) <= shown <= max(longest if longest < side else 0, 2 * side)


def test_values_are_those_at_their_places():
    maps = torch.arange(600 * 100 * 100, dtype=torch.float32).reshape(600, 100, 100)
    shown, every = shown_values(maps)
    assert every == 2
    np.testing.assert_array_equal(shown, maps[:, ::2, ::2].numpy())
    whole, every = shown_values(maps[:4])
    assert (every, whole.shape) == (1, (4, 100, 100))
    whole.fill(0)
    assert maps[3].any()


def test_of_a_vector_the_first_are_shown_and_a_card_has_little_room():
    vector = torch.arange(MOST_OF_VECTOR + 5, dtype=torch.float32)
    assert shown_values(vector)[0].tolist()[-1] == MOST_OF_VECTOR - 1
    assert card_values(vector).size <= 1024
    assert card_values(torch.zeros(20, 100, 30)).shape == (8, 34, 10)
    assert card_values(torch.zeros(20, 5, 5)).shape == (8, 5, 5)
    assert card_values(torch.zeros(7)).shape == (7,)
