import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gui.inspect.why.overlay import overlaid


def test_without_strength_it_is_the_image_and_with_all_of_it_the_strongest_place_is_colour_alone():
    pixels = np.full((1, 4, 4), 100, np.uint8)
    plane = np.zeros((4, 4), np.float32)
    plane[1, 2], plane[3, 0] = 2, -2
    assert (overlaid(pixels, plane, 0) == 100).all()
    found = overlaid(pixels, plane, 1)
    red, blue = found[:, 1, 2].astype(int), found[:, 3, 0].astype(int)
    assert red[0] > red[2] + 80
    assert blue[2] > blue[0] + 80
    assert (found[:, 0, 0] == 100).all()


def test_weaker_places_are_covered_less():
    found = overlaid(np.zeros((1, 2, 2), np.uint8), np.array([[1, 0.25], [0, 0]], np.float32), 1)
    assert found[0, 0, 0] > found[0, 0, 1] > 0
    assert not found[:, 1, 1].any()


@given(
    pixels=arrays(np.uint8, (3, 4, 4)),
    plane=arrays(np.float32, (4, 4), elements=st.floats(-1, 1, width=32)),
    strength=st.floats(0, 1),
)
def test_no_colour_of_the_image_is_taken_for_one_of_the_map(pixels, plane, strength):
    """Red where it is above zero alone, blue where it is below, whatever the image shows there."""
    red, _, blue = overlaid(pixels, plane, strength).astype(int)
    assert (red[plane == 0] == blue[plane == 0]).all()
    assert (red >= blue)[plane > 0].all()
    assert (red <= blue)[plane < 0].all()


def test_green_is_lighter_than_red_and_red_than_blue_as_to_the_eye():
    colours = np.eye(3, dtype=np.uint8)[:, :, None].repeat(2, axis=2) * 255  # a column of each
    red, green, blue = overlaid(colours.transpose(0, 2, 1), np.zeros((2, 3), np.float32), 1)[0, 0]
    assert green > red > blue > 0


def test_a_map_of_nothing_leaves_the_image():
    pixels = np.arange(18, dtype=np.uint8).reshape(2, 3, 3)  # two channels are shown by their first
    assert (overlaid(pixels, np.zeros((3, 3), np.float32), 1) == pixels[:1]).all()
