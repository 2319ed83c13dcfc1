"""Colours of classes: no two of ten are hard to tell apart, and names can be read in them."""

from itertools import combinations

import numpy as np
import pytest

from gui.inspect.all_images.colours import DARK, LIGHT

TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.9505, 1.0, 1.089])


def xyz(colour: str) -> np.ndarray:
    shares = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return TO_XYZ @ np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)


def lab(colour: str) -> np.ndarray:
    """CIELAB, in which 2 or 3 is a difference that is hardly seen."""
    x, y, z = np.cbrt(xyz(colour) / WHITE)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize(("colours", "surface"), [(LIGHT, "#FFFFFF"), (DARK, "#1F2328")])
def test_ten_classes_are_told_apart_and_read_on_their_surface(colours, surface):
    assert min(np.linalg.norm(lab(one) - lab(other)) for one, other in combinations(colours, 2)) > 25
    for colour in colours:
        darker, lighter = sorted((xyz(colour)[1], xyz(surface)[1]))
        assert (lighter + 0.05) / (darker + 0.05) > 3
