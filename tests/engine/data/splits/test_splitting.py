"""Validation images are kept back by the split seed, and by nothing else."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.data.dataset import Split, whole
from engine.data.splits.splitting import kept_back
from engine.errors import DataError
from engine.machine.seeds import derived
from engine.project.data.data_settings import NoValidation, ValidationCount, ValidationShare


def numbered(count: int) -> Split:
    labels = torch.arange(count)
    return whole((labels % 256).to(torch.uint8).view(-1, 1, 1, 1).clone(), labels)


def test_without_validation_all_images_are_trained_on():
    split = numbered(10)
    assert kept_back(split, NoValidation(), 0) == (split, None)


@given(st.integers(2, 500), st.data(), st.integers(0, 2**31 - 1))
def test_both_parts_together_are_the_whole_each_in_the_order_of_the_data_set(images, data, seed):
    count = data.draw(st.integers(1, images - 1))
    train, validation = kept_back(numbered(images), ValidationCount(count), seed)
    assert len(validation) == count
    for part in (train, validation):
        assert part.indices.tolist() == part.labels.tolist() == sorted(part.labels.tolist())
        assert torch.equal(part.images.flatten(), (part.labels % 256).to(torch.uint8))
    assert sorted(train.indices.tolist() + validation.indices.tolist()) == list(range(images))


def test_a_share_is_rounded_to_whole_images():
    train, validation = kept_back(numbered(101), ValidationShare(0.1), 0)
    assert (len(train), len(validation)) == (91, 10)
    assert kept_back(numbered(3), ValidationShare(0.1), 0)[1] is None


def test_the_seed_decides_which_images_are_kept_back():
    kept = [kept_back(numbered(100), ValidationCount(20), seed)[1].indices.tolist() for seed in (1, 1, 2)]
    assert kept[0] == kept[1] != kept[2]


def test_a_larger_validation_holds_the_smaller_one():
    small, large = (kept_back(numbered(100), ValidationCount(count), 5)[1].indices.tolist() for count in (10, 30))
    assert set(small) < set(large)


@pytest.mark.parametrize("validation", [ValidationCount(10), ValidationCount(5000), ValidationShare(0.99)])
def test_keeping_back_every_image_is_refused(validation):
    with pytest.raises(DataError) as refused:
        kept_back(numbered(10), validation, 0)
    assert str(refused.value) == (
        "Data, Validation: No training images are left of 10. Keep fewer back for validation."
    )


def test_a_part_holds_nothing_but_places_of_the_images_that_all_share():
    everything = numbered(500)
    train, validation = kept_back(everything, ValidationShare(0.5), 0)
    assert train.pool is validation.pool is everything.pool


def test_of_each_class_its_share_is_kept_back_unless_chance_alone_is_wanted():
    labels = torch.arange(1000) % 10 // 9  # nine tenths of one class
    split = whole(torch.zeros(1000, 1, 1, 1, dtype=torch.uint8), labels)
    for wanted in (ValidationCount(100), ValidationShare(0.1)):
        _, validation = kept_back(split, wanted, 3)
        assert torch.bincount(validation.labels).tolist() == [90, 10]
        by_chance = kept_back(split, replace(wanted, stratified=False), 3)[1]
        assert validation.indices.tolist() != by_chance.indices.tolist()


def test_a_class_of_one_image_is_trained_on():
    split = whole(torch.zeros(41, 1, 1, 1, dtype=torch.uint8), torch.tensor([0] * 20 + [1] * 20 + [2]))
    train, validation = kept_back(split, ValidationShare(0.5), 0)
    assert (2 in train.labels, 2 in validation.labels) == (True, False)


def test_what_was_kept_back_by_chance_alone_stays_kept_back():
    """Runs of before go on with the same images."""
    _, validation = kept_back(numbered(12), ValidationCount(4, stratified=False), 7)
    order = torch.randperm(12, generator=torch.Generator().manual_seed(derived(7, "validation")))
    assert validation.indices.tolist() == sorted(order[-4:].tolist())
