"""The batch of any step is a function of the step, and an epoch holds every image once."""

import sys
import warnings
from itertools import chain

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from engine.data.batches.feeding import Feeder, FeederAhead, gains_ahead, taken
from engine.data.batches.normalise import Normaliser
from engine.data.dataset import Split, whole
from engine.data.pool import Pool
from engine.data.splits.splitting import kept_back
from engine.project.data.augmentations import RandomCrop, RandomFlip
from engine.project.data.data_settings import ValidationCount, ValidationShare, steps_per_epoch
from tests.engine.data.live_bytes import LiveBytes

PLAIN = Normaliser((0.0,), (1.0,))
COLOURED = Normaliser((0.0, 0.1, 0.2), (1.0, 2.0, 3.0))
BOTH = (RandomCrop(padding=2), RandomFlip())


def numbered(count: int) -> Split:
    """Images that all pixels of number themselves, labelled likewise (up to 256)."""
    labels = torch.arange(count)
    return whole(labels.to(torch.uint8).view(-1, 1, 1, 1).repeat(1, 1, 4, 4), labels)


def labels_of(feeder: Feeder, epoch: int = 0) -> list[list[int]]:
    first = epoch * feeder.steps_per_epoch
    return [feeder.batch(step)[1].tolist() for step in range(first, first + feeder.steps_per_epoch)]


@given(st.integers(1, 120), st.integers(1, 40), st.booleans(), st.integers(0, 3))
def test_an_epoch_holds_every_image_once_and_never_a_last_batch_of_one(count, batch, shuffle, epoch):
    batches = labels_of(Feeder(numbered(count), batch, normaliser=PLAIN, shuffle=shuffle), epoch)
    assert sorted(chain(*batches)) == list(range(count))
    assert all(len(labels) == batch for labels in batches[:-1])
    assert len(batches[-1]) <= batch + 1
    assert len(batches[-1]) > 1 or len(batches) == 1 or batch == 1
    assert len(batches) == steps_per_epoch(count, batch)


@pytest.mark.parametrize(
    ("images", "batch", "steps"), [(60_000, 10, 6000), (10, 4, 3), (9, 4, 2), (1, 4, 1), (3, 9, 1), (5, 1, 5)]
)
def test_steps_in_an_epoch(images, batch, steps):
    assert steps_per_epoch(images, batch) == steps


def test_images_and_labels_stay_together_and_arrive_as_the_network_wants_them():
    images, labels = Feeder(numbered(50), 8, normaliser=PLAIN, shuffle=True).batch(3)
    assert (images.dtype, labels.dtype, images.shape) == (torch.float32, torch.int64, (8, 1, 4, 4))
    torch.testing.assert_close(images[:, 0, 0, 0] * 255, labels.float())


def test_without_shuffling_the_order_is_that_of_the_data_set():
    feeder = Feeder(numbered(10), 4, normaliser=PLAIN)
    assert labels_of(feeder) == labels_of(feeder, epoch=5) == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]


def test_epochs_and_seeds_have_orders_of_their_own():
    orders = [
        tuple(chain(*labels_of(Feeder(numbered(100), 10, normaliser=PLAIN, shuffle=True, seed=seed), epoch)))
        for seed in range(3)
        for epoch in range(3)
    ]
    assert len(set(orders)) == 9


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8), st.integers(0, 2**31 - 1))
def test_a_step_gives_the_same_batch_whatever_was_asked_before(steps, seed):
    split = whole(torch.randint(0, 256, (23, 1, 4, 4), dtype=torch.uint8), torch.arange(23))
    used = Feeder(split, 5, normaliser=PLAIN, shuffle=True, seed=seed, augmentation=BOTH)
    for step in steps:
        fresh = Feeder(split, 5, normaliser=PLAIN, shuffle=True, seed=seed, augmentation=BOTH)
        for got, expected in zip(used.batch(step), fresh.batch(step), strict=True):
            assert torch.equal(got, expected)


def test_feeding_neither_reads_nor_moves_the_default_generator():
    torch.manual_seed(7)
    feeder = Feeder(numbered(20), 4, normaliser=PLAIN, shuffle=True, augmentation=BOTH)
    first = [feeder.batch(step)[0] for step in range(7)]
    drawn = torch.rand(1)
    torch.manual_seed(7)
    assert torch.equal(torch.rand(1), drawn)
    assert all(torch.equal(feeder.batch(step)[0], images) for step, images in enumerate(first))


def test_writing_into_a_batch_leaves_the_images_alone():
    split = numbered(6)
    Feeder(split, 3, normaliser=PLAIN).batch(0)[0].zero_()
    assert split.images[2].unique().item() == 2


def test_augmentation_draws_anew_in_every_epoch():
    split = whole(torch.randint(0, 256, (6, 1, 8, 8), dtype=torch.uint8), torch.arange(6))
    feeder = Feeder(split, 6, normaliser=PLAIN, augmentation=BOTH)
    assert not torch.equal(feeder.batch(0)[0], feeder.batch(1)[0])


def of_size(count: int, channels: int, side: int) -> Split:
    return whole(torch.zeros(count, channels, side, side, dtype=torch.uint8), torch.zeros(count, dtype=torch.int64))


@pytest.mark.parametrize(
    ("device", "augmentation"), [("cpu", ()), ("cpu", BOTH), ("meta", ())]
)  # the last stands for any device that is not the images'; nothing can be drawn there
@pytest.mark.parametrize("shuffle", [False, True])
@pytest.mark.parametrize(("channels", "side"), [(1, 28), (3, 32)])
def test_the_memory_that_feeding_takes_is_what_was_said(device, shuffle, augmentation, channels, side):
    split, batch = of_size(600, channels, side), 200
    said = taken(split, batch, torch.device(device), shuffle=shuffle, augmentation=augmentation)
    moved = split.images.nbytes + 2 * split.labels.nbytes if device == "meta" else 0
    assert said.held == moved + (5 * 8 * 600 if shuffle else 0)
    with LiveBytes(device, (split.images, split.labels, split.indices)) as watched:
        feeder = Feeder(
            split, batch, normaliser=PLAIN, shuffle=shuffle, augmentation=augmentation, device=torch.device(device)
        )
        for step in range(2 * feeder.steps_per_epoch):
            feeder.batch(step)
    whole_said = said.held + batch * said.per_image
    assert 0.9 * whole_said <= watched.peak <= 1.02 * whole_said


def mapped(split: Split, folder) -> Split:
    """The same, its images in a file."""
    np.save(folder / "images.npy", split.pool.pixels.numpy())
    pixels = torch.from_numpy(np.load(folder / "images.npy", mmap_mode="c"))
    return Split(Pool(pixels, mapped=True), split.labels, split.indices)


@pytest.mark.parametrize("shuffle", [False, True])
def test_a_part_is_fed_as_if_its_images_were_copied_and_so_are_images_in_a_file(tmp_path, shuffle):
    images = torch.randint(0, 256, (90, 3, 8, 8), dtype=torch.uint8)
    part, _ = kept_back(whole(images, torch.arange(90)), ValidationCount(29), 4)
    copied = whole(images[part.indices], part.labels)
    feeders = [
        Feeder(split, 16, normaliser=COLOURED, shuffle=shuffle, seed=3, augmentation=BOTH)
        for split in (part, copied, mapped(part, tmp_path))
    ]
    for step in (*range(9), 2):
        (first, labels), *others = (feeder.batch(step) for feeder in feeders)
        assert all(torch.equal(first, other) and torch.equal(labels, truths) for other, truths in others)


def test_the_order_of_a_seed_and_an_epoch_is_for_ever():
    """Runs of earlier versions go on with the images that they would have had."""
    feeder = Feeder(numbered(12), 6, normaliser=PLAIN, shuffle=True, seed=7)
    assert labels_of(feeder, epoch=0) == [[9, 10, 3, 2, 8, 0], [6, 7, 4, 1, 11, 5]]
    assert labels_of(feeder, epoch=3) == [[5, 9, 8, 10, 3, 7], [11, 1, 6, 4, 0, 2]]


def test_batches_made_ahead_are_the_same_and_come_with_what_their_making_raises(tmp_path):
    split = mapped(whole(torch.randint(0, 256, (40, 3, 8, 8), dtype=torch.uint8), torch.arange(40)), tmp_path)
    plain, ahead = (Feeder(split, 16, normaliser=COLOURED, shuffle=True, augmentation=BOTH) for _ in range(2))
    ahead = FeederAhead(ahead)
    for step in (0, 1, 2, 3, 7, 7, 1):
        for expected, found in zip(plain.batch(step), ahead.batch(step), strict=True):
            assert torch.equal(expected, found)
    ahead.close()


def test_batches_are_made_ahead_where_images_are_large_or_lie_in_a_file(tmp_path):
    assert not gains_ahead(of_size(4, 3, 32), 500)
    assert gains_ahead(of_size(4, 3, 224), 64)
    assert gains_ahead(mapped(of_size(4, 1, 8), tmp_path), 1)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a file of holes takes its whole size on the disk")
def test_of_a_file_larger_than_any_memory_only_the_images_of_a_batch_are_read(tmp_path):
    count, shape = 2_000_000, (3, 224, 224)  # 301 GB, all of them holes
    np.memmap(tmp_path / "images.bin", np.uint8, "w+", shape=(count, *shape)).flush()
    pixels = np.memmap(tmp_path / "images.bin", np.uint8, "r", shape=(count, *shape))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch warns of what may only be read
        split = whole(torch.from_numpy(pixels), torch.arange(count) % 10, mapped=True)
    train, validation = kept_back(split, ValidationShare(0.1), 0)
    feeder = Feeder(train, 4, normaliser=COLOURED, shuffle=True)
    images, labels = feeder.batch(7)
    assert images.shape == (4, *shape)
    assert len(validation.part(0, 3)) == 3
    assert len(labels) == 4
