import numpy as np

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


def test_weaker_places_are_covered_less_and_colour_images_keep_their_colours():
    pixels = np.zeros((3, 2, 2), np.uint8)
    pixels[1] = 200
    plane = np.array([[1, 0.25], [0, 0]], np.float32)
    found = overlaid(pixels, plane, 1)
    assert found[0, 0, 0] > found[0, 0, 1] > 0
    assert found[:, 1, 1].tolist() == [0, 200, 0]


def test_a_map_of_nothing_leaves_the_image():
    pixels = np.arange(18, dtype=np.uint8).reshape(2, 3, 3)  # two channels are shown by their first
    assert (overlaid(pixels, np.zeros((3, 3), np.float32), 1) == pixels[:1]).all()
