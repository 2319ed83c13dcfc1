"""Mini maps: whatever a network computes becomes a picture."""

import numpy as np

from gui.stack.list.mini_maps import _stretched


def test_maps_of_a_network_that_ran_away_become_pictures():
    maps = np.full((1, 2, 2), 3.3e38, np.float32)
    maps[0, 0] = -3.3e38
    assert _stretched(maps).tolist() == [[[0, 0], [255, 255]]]
