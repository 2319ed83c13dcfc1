"""Fewer images at once where maps are large."""

from engine.model.building import unset
from engine.model.capacity import MAX_VALUES, images_at_once
from engine.network.layers import Conv2d, GlobalAvgPool, Linear
from tests.engine.model.stacks import stack


def net(filters, side=256):
    return unset(stack(Conv2d(filters, (3, 3)), GlobalAvgPool(), Linear()), (1, side, side), 10)


def test_as_many_as_wanted_where_maps_are_small():
    assert images_at_once(net(1), 500) == 500


def test_fewer_where_maps_are_large_and_one_at_least():
    assert images_at_once(net(64), 500) == MAX_VALUES // (64 * 254 * 254)
    assert images_at_once(net(64, 4096), 500) == 1
