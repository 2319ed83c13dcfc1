"""Which images are tested on where none came as such: a share of each class, whatever the library, for good."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.importing.cache.parting import is_in_class_order, mixed, parted
from engine.project.data.own_images import TestShare

RULE = TestShare()


@given(st.lists(st.integers(0, 5), min_size=1, max_size=200))
def test_every_class_gives_its_share_and_keeps_an_image(labels):
    names = [f"{label}/{number}" for number, label in enumerate(labels)]
    train, test = parted(labels, names, RULE)
    assert sorted(train + test) == list(range(len(labels)))
    for label in set(labels):
        count, kept = labels.count(label), sum(labels[place] == label for place in test)
        assert kept < count
        assert kept == (0 if count == 1 else min(count - 1, max(1, round(0.2 * count))))


def test_a_folder_that_grows_tests_on_what_it_tested_on():
    few, many = ([f"cat/{number}" for number in range(count)] for count in (100, 150))
    before = {few[place] for place in parted([0] * 100, few, RULE)[1]}
    after = {many[place] for place in parted([0] * 150, many, RULE)[1]}
    assert (len(before), len(after)) == (20, 30)
    assert len(before - after) <= 8  # a few make room for new ones


def test_the_seed_decides_and_the_order_of_the_files_does_not():
    names = [f"cat/{number}" for number in range(50)]
    one, other = (parted([0] * 50, names, TestShare(seed=seed))[1] for seed in (0, 1))
    assert set(one) != set(other)
    turned = names[::-1]
    assert {turned[place] for place in parted([0] * 50, turned, RULE)[1]} == {names[place] for place in one}


def test_the_mixed_order_is_the_same_on_every_machine():
    assert mixed(["a", "b", "c", "d", "e"]) == mixed(["a", "b", "c", "d", "e"])
    assert sorted(mixed([str(number) for number in range(100)])) == list(range(100))
    names = [f"{name}/{number}.png" for name in ("cat", "dog") for number in range(4)]
    assert mixed(names) == [7, 3, 4, 1, 6, 2, 5, 0]  # written down: a cache of old stays true


@pytest.mark.parametrize(("labels", "ordered"), [([0, 0, 1, 1], True), ([0, 1, 0], False), ([], True), ([1], True)])
def test_class_order_is_noticed(labels, ordered):
    assert is_in_class_order(labels) is ordered
