"""Which images are alike: neighbours against a comparison of each with every other, and what follows from them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.check_up.alike import TEST, TRAIN, Alike
from engine.data.check_up.neighbours import NEAR, neighbours
from engine.errors import Stopped

BITS = st.integers(0, 2**64 - 1)
FLIPS = st.lists(st.integers(0, 63), max_size=3)


def compared(looks):
    """Each with every other."""
    return [
        [one, other]
        for one in range(len(looks))
        for other in range(one + 1, len(looks))
        if (int(looks[one]) ^ int(looks[other])).bit_count() <= NEAR
    ]


@given(st.lists(st.tuples(BITS, FLIPS), max_size=40))
def test_neighbours_are_those_that_a_comparison_of_all_finds(drawn):
    near = [look ^ sum(1 << bit for bit in set(flips)) for look, flips in drawn]
    looks = np.unique(np.array([look for look, _ in drawn] + near, np.uint64))
    assert neighbours(looks).tolist() == compared(looks)


def test_many_that_share_a_band_are_compared():
    looks = np.arange(300, dtype=np.uint64)  # but for nine bits all the same
    assert neighbours(looks).tolist() == compared(looks)


def test_it_ends_when_nobody_waits():
    def go_on():
        raise Stopped

    with pytest.raises(Stopped):
        neighbours(np.arange(9, dtype=np.uint64), go_on)


def alike(train, test=(), flat=()):
    """Images by their looks; those with the same look and the same letter are the same."""

    def columns(images):
        looks = np.array([look for look, _ in images], np.uint64)
        digests = np.array([hash(one) % 2**63 for one in images], np.uint64)
        return digests, looks

    both = [columns(train), columns(test)]
    flats = np.isin(np.arange(len(train)), flat), np.zeros(len(test), bool)
    return Alike((both[0][0], both[1][0]), (both[0][1], both[1][1]), flats)


FAR = 2**40 - 1


def test_copies_are_told_from_what_looks_alike():
    found = alike([(0, "a"), (FAR, "b"), (0, "a"), (0, "c"), (3, "d"), (7, "e")])
    assert [part.tolist() for part in found.copies(TRAIN)] == [[2], [0]]
    images, of = found.near_copies(TRAIN)
    assert dict(zip(images.tolist(), of.tolist(), strict=True)) == {3: 0, 4: 0}  # 7 is near 3, and not near 0


def test_what_is_left_out_is_like_something_that_stays():
    chain = [((1 << number) - 1, "a") for number in range(12)]  # each is near the next two
    images, of = alike(chain).near_copies(TRAIN)
    assert set(images.tolist()) == {1, 2, 4, 5, 7, 8, 10, 11}
    assert not set(of.tolist()) & set(images.tolist())


def test_leaks_are_exact_or_near_and_never_both():
    found = alike([(0, "a"), (FAR, "b"), (0, "a")], [(0, "a"), (3, "c"), (FAR, "d"), (2**63, "e"), (2**62 - 1, "f")])
    assert [part.tolist() for part in found.leaks()] == [[0], [0], [0, 2]]
    assert [part.tolist() for part in found.near_leaks()] == [[1, 2, 3], [0, 1, 0], [1]]


def test_flat_images_look_like_nothing():
    found = alike([(0, "a"), (1, "b"), (0, "a")], [(1, "c")], flat=[0, 1, 2])
    assert len(found.near_copies(TRAIN).images) == len(found.near_leaks().tested) == 0
    assert found.copies(TRAIN).images.tolist() == [2]


def test_nothing_is_like_nothing():
    found = alike([])
    for part in (TRAIN, TEST):
        assert len(found.copies(part).images) == len(found.near_copies(part).images) == 0
    assert len(found.leaks().tested) == len(found.near_leaks().tested) == 0
