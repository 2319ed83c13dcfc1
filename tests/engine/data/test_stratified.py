"""A stratified choice takes of each class its share, to the image, and the same ones for ever."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.stratified import share_of, shuffled, split_here

some_labels = st.lists(st.integers(0, 6), min_size=1, max_size=300).map(lambda labels: np.array(labels, np.int64))
seeds = st.integers(0, 2**31 - 1)


@given(some_labels, st.floats(0.01, 0.9), seeds)
def test_every_image_is_in_one_part_and_every_class_of_several_in_both(labels, share, seed):
    train, test = split_here(labels, share, seed)
    assert sorted([*train, *test]) == list(range(len(labels)))
    assert list(train) == sorted(train)
    counts, there = np.bincount(labels, minlength=7), np.bincount(labels[test], minlength=7)
    assert all(there[counts == 1] == 0)
    assert all((there >= 1)[counts > 1])
    assert all((there < counts)[counts > 1])


@given(st.lists(st.integers(50, 200), min_size=2, max_size=6), st.floats(0.1, 0.5), seeds)
def test_each_class_has_its_share_in_the_test_part_to_the_image(counts, share, seed):
    labels = np.repeat(np.arange(len(counts)), counts)
    _, test = split_here(labels, share, seed)
    assert len(test) == round(share * len(labels))
    assert np.abs(np.bincount(labels[test]) - share * np.array(counts)).max() <= 1


def test_of_images_in_the_order_of_their_classes_the_test_part_is_not():
    labels = np.repeat(np.arange(5), 100)
    _, test = split_here(labels, 0.2, 0)
    assert len(set(labels[test][:10])) >= 3


@given(some_labels, st.integers(1, 300), seeds)
def test_a_share_has_the_size_that_was_asked_for_and_every_class_where_that_is_enough(labels, count, seed):
    chosen = share_of(labels, count, seed)
    classes = len(set(labels.tolist()))
    assert list(chosen) == sorted(set(chosen.tolist()))
    assert len(chosen) == min(len(labels), max(count, classes))
    assert set(labels[chosen].tolist()) == set(labels.tolist())


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


@pytest.mark.parametrize("labels", [[], [0], [0, 0], [1, 1, 1], [0, 2, 2]])
def test_few_images_are_split_as_far_as_they_can_be(labels):
    train, test = split_here(np.array(labels, np.int64), 0.2, 0)
    assert len(train) + len(test) == len(labels)
    assert len(train) >= min(1, len(labels))


def test_the_order_of_a_seed_is_for_ever():
    """Who opens a project next year gets the same test images."""
    assert shuffled(8, 0).tolist() == [2, 4, 6, 5, 1, 7, 0, 3]
    assert shuffled(8, 1).tolist() == [5, 1, 2, 0, 6, 7, 4, 3]
