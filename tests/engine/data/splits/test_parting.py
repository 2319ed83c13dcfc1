"""Which images are tested on where none came as such: a share of each class, whatever the library, for good."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.image_names import ImageNames
from engine.data.splits.parting import is_in_class_order, parted
from engine.data.splits.stock import Stock, ranks_of
from engine.data.splits.stratified import shuffled_by
from engine.project.data.kept_for_testing import kept_of_each
from engine.project.data.own_images import FoundTest, TestCount, TestShare

RULE = TestShare()


def stock(labels, names=None, **found):
    names = names or [f"{label}/{number}" for number, label in enumerate(labels)]
    lines = "".join(f"{name}\n" for name in names).encode()
    return Stock(np.array(labels, np.int64), ranks_of(names), ImageNames(lines), **found)


def named(stock, places):
    return set(stock.names.at(places.tolist()))


@given(st.lists(st.integers(0, 5), min_size=1, max_size=200))
def test_every_class_gives_its_share_and_keeps_an_image(labels):
    train, validation, test = parted(stock(labels), RULE)
    assert sorted([*train, *test]) == list(range(len(labels)))
    assert len(validation) == 0
    for label in set(labels):
        count, kept = labels.count(label), sum(labels[place] == label for place in test)
        assert kept == (0 if count == 1 else min(count - 1, max(1, round(0.2 * count))))


def test_a_folder_that_grows_tests_on_what_it_tested_on():
    few, many = (stock([0] * count, [f"cat/{number}" for number in range(count)]) for count in (100, 150))
    before, after = (named(one, parted(one, RULE).test) for one in (few, many))
    assert (len(before), len(after)) == (20, 30)
    assert len(before - after) <= 8  # a few make room for new ones


def test_the_seed_decides_and_the_order_of_the_files_does_not():
    names = [f"cat/{number}" for number in range(50)]
    one, turned = stock([0] * 50, names), stock([0] * 50, names[::-1])
    first, other = (named(one, parted(one, TestShare(seed=seed)).test) for seed in (0, 1))
    assert first != other
    assert named(turned, parted(turned, RULE).test) == first


def test_more_for_testing_are_the_same_ones_and_more():
    one = stock([0] * 60 + [1] * 40)
    few, many = (named(one, parted(one, TestShare(share)).test) for share in (0.2, 0.5))
    assert few < many


def test_the_order_is_the_same_on_every_machine():
    names = [f"{name}/{number}.png" for name in ("cat", "dog") for number in range(4)]
    assert shuffled_by(ranks_of(names), 0).tolist() == ORDER  # written down: a project of old stays true
    assert shuffled_by(ranks_of(names), 1).tolist() != ORDER


ORDER = [3, 2, 1, 5, 6, 4, 0, 7]


def test_what_came_to_test_on_and_for_validation_stays_that_whatever_is_wanted():
    one = stock([0, 1, 0, 1, 1, 0, 1, 0], validation=2, test=3)
    for wanted in (RULE, TestCount(1), FoundTest()):
        train, validation, test = parted(one, wanted)
        assert (set(train), set(validation), set(test)) == ({0, 1, 2}, {3, 4}, {5, 6, 7})


def test_each_part_is_mixed_where_it_lies_class_after_class_and_else_as_it_lies():
    train, _, test = parted(stock([0] * 40 + [1] * 40), RULE)
    for part in (train, test):
        assert sorted(part) != part.tolist()
        assert {0, 1} == set(np.array([0] * 40 + [1] * 40)[part[:8]])
    train, _, test = parted(stock([0, 1] * 40), RULE)
    assert (sorted(train), sorted(test)) == (train.tolist(), test.tolist())


def test_of_a_thousand_classes_of_two_images_one_each_is_kept_by_a_share():
    one = stock([label for label in range(1_000) for _ in range(2)])
    train, _, test = parted(one, TestShare(0.001))
    assert np.bincount(one.labels[test]).tolist() == [1] * 1_000 == np.bincount(one.labels[train]).tolist()


def test_by_a_number_the_seed_decides_which_classes_give_one_where_not_all_can():
    one = stock([label for label in range(1_000) for _ in range(2)])
    kept = [set(one.labels[parted(one, TestCount(100, seed)).test].tolist()) for seed in (0, 1)]
    assert [len(classes) for classes in kept] == [100, 100]
    assert kept[0] != kept[1]
    assert all(max(classes) > 500 for classes in kept)


def test_as_many_are_kept_of_each_class_as_the_document_says():
    counts = [1, 2, 7, 50]
    one = stock([label for label, count in enumerate(counts) for _ in range(count)])
    test = parted(one, TestCount(12)).test
    assert np.bincount(one.labels[test], minlength=4).tolist() == kept_of_each(counts, TestCount(12))


@pytest.mark.parametrize(("labels", "ordered"), [([0, 0, 1, 1], True), ([0, 1, 0], False), ([], True), ([1], True)])
def test_class_order_is_noticed(labels, ordered):
    assert is_in_class_order(np.array(labels, np.int64)) is ordered
