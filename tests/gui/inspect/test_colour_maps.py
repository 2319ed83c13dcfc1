"""The colour maps, and which colour a value takes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from gui.inspect import colour_maps


def lightness(table):
    """CIE L* of sRGB colours (N, 3)."""
    linear = np.where(table / 255 <= 0.04045, table / 255 / 12.92, ((table / 255 + 0.055) / 1.055) ** 2.4)
    luminance = linear @ [0.2126, 0.7152, 0.0722]
    return np.where(luminance > 0.008856, 116 * np.cbrt(luminance) - 16, 903.3 * luminance)


@pytest.mark.parametrize("name", colour_maps.MAPS)
def test_a_map_has_256_colours_that_nobody_can_change(name):
    table = colour_maps.MAPS[name]()
    assert table.shape == (256, 3)
    assert table.dtype == np.uint8
    with pytest.raises(ValueError):
        table[0] = 0


def test_viridis_is_the_published_one():
    published = {0: (68, 1, 84), 64: (59, 82, 139), 128: (33, 145, 140), 192: (94, 201, 98), 255: (253, 231, 37)}
    for level, colour in published.items():
        assert np.abs(colour_maps.viridis()[level].astype(int) - colour).max() <= 5


@pytest.mark.parametrize("name", ["grey", "viridis"])
def test_sequential_maps_grow_lighter_all_the_way(name):
    assert (np.diff(lightness(colour_maps.MAPS[name]())) > -0.05).all()


def test_the_diverging_map_is_white_in_the_middle_blue_below_and_red_above():
    table = colour_maps.diverging().astype(int)
    assert table[127:129].min() > 245
    assert table[0].argmax() == 2
    assert table[-1].argmax() == 0


def test_both_ends_of_the_diverging_map_are_about_equally_far_from_white():
    values = lightness(colour_maps.diverging())
    assert values[0] == pytest.approx(values[-1], abs=4)
    assert (np.diff(values[:128]) > 0).all()
    assert (np.diff(values[128:]) < 0).all()


def test_colours_pack_as_qt_wants_them():
    assert colour_maps.packed("grey")[:256].tolist() == [0xFF000000 | 0x010101 * level for level in range(256)]
    assert len(colour_maps.packed("viridis")) == colour_maps.NOT_A_NUMBER + 1


@given(arrays.arrays(np.float32, 20, elements=st.floats(width=32)), st.floats(-100, 0), st.floats(1, 100))
def test_every_value_takes_a_colour(values, low, high):
    levels = colour_maps.indices(values, low, high)
    finite = np.isfinite(values)
    assert (levels[~finite] == colour_maps.NOT_A_NUMBER).all()
    assert (levels[finite] < colour_maps.LEVELS).all()
    assert (levels[finite & (values <= low)] == 0).all()
    assert (levels[finite & (values >= high)] == 255).all()


def test_levels_lie_evenly_between_the_limits():
    assert colour_maps.indices(np.array([-1.0, 0.0, 1.0]), -1.0, 1.0).tolist() == [0, 128, 255]
    assert colour_maps.indices(np.array([5.0, 5.0]), 5.0, 5.0).tolist() == [0, 0]
