"""A stratified choice takes of each class its share, to the image, and the same ones for ever."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.data.splits.stratified import share_of, shuffled

some_labels = st.lists(st.integers(0, 6), min_size=1, max_size=300).map(lambda labels: np.array(labels, np.int64))
seeds = st.integers(0, 2**31 - 1)


@given(some_labels, st.integers(1, 300), seeds)
def test_a_share_has_the_size_that_was_asked_for_and_every_class_where_that_is_enough(labels, count, seed):
    chosen = share_of(labels, count, seed)
    classes = len(set(labels.tolist()))
    assert list(chosen) == sorted(set(chosen.tolist()))
    assert len(chosen) == min(len(labels), count)
    if count >= classes:
        assert set(labels[chosen].tolist()) == set(labels.tolist())


@given(st.lists(st.integers(50, 200), min_size=2, max_size=6), st.floats(0.1, 0.9), seeds)
def test_each_class_has_its_share_to_the_image(counts, share, seed):
    labels = np.repeat(np.arange(len(counts)), counts)
    chosen = share_of(labels, round(share * len(labels)), seed)
    assert np.abs(np.bincount(labels[chosen]) - share * np.array(counts)).max() <= 1


def test_where_there_are_not_enough_the_seed_decides_which_classes_go_without():
    labels = np.arange(50)
    assert share_of(labels, 10, 1).tolist() != share_of(labels, 10, 2).tolist()


def test_a_small_share_lies_in_a_larger_one():
    labels = np.arange(1000) % 10
    small, large = (set(share_of(labels, count, 3).tolist()) for count in (100, 400))
    assert small < large


def test_seeds_choose_differently_and_orders_are_orders():
    labels = np.arange(200) % 4
    assert share_of(labels, 40, 1).tolist() != share_of(labels, 40, 2).tolist()
    assert sorted(shuffled(1000, 5).tolist()) == list(range(1000))
    assert abs(np.corrcoef(shuffled(5000, 1), shuffled(5000, 2))[0, 1]) < 0.05
    assert abs(np.corrcoef(shuffled(5000, 1), np.arange(5000))[0, 1]) < 0.05


def test_the_order_of_a_seed_is_for_ever():
    """Who trains again next year gets the same images."""
    assert shuffled(8, 0).tolist() == [2, 4, 6, 5, 1, 7, 0, 3]
    assert shuffled(8, 1).tolist() == [5, 1, 2, 0, 6, 7, 4, 3]
