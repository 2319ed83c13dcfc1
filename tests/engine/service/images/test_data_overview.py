"""The overview of the data: each class's first images and its counts, however many classes there are."""

import numpy as np
import torch
from hypothesis import given
from hypothesis import strategies as st

from engine.data.batches.normalise import Normaliser
from engine.data.dataset import Dataset, whole
from engine.project.data.augmentations import RandomFlip
from engine.project.data.facts import Facts
from engine.service.images.data_overview import SAMPLES, data_overview

HALF = Normaliser((0.5,), (0.5,))


def dataset(labels, classes):
    """Images that hold their own place, so that it shows which were taken."""
    images = torch.arange(len(labels), dtype=torch.uint8).view(-1, 1, 1, 1).expand(-1, 1, 2, 2).clone()
    split = whole(images, torch.tensor(labels, dtype=torch.int64))
    return Dataset(split, None, split, Facts((1, 2, 2), tuple(map(str, range(classes))), len(split), len(split)))


def overview(labels, classes):
    return data_overview(dataset(labels, classes), Normaliser((0.1,), (0.3,)))


@given(st.lists(st.integers(0, 6), max_size=120), st.integers(7, 9))
def test_the_first_images_of_each_class_in_their_order(labels, classes):
    found = overview(labels, classes)
    assert len(found.samples) == classes
    for label, pixels in enumerate(found.samples):
        expected = [place for place, one in enumerate(labels) if one == label][:SAMPLES]
        assert pixels.shape == (len(expected), 1, 2, 2)
        assert pixels[:, 0, 0, 0].tolist() == list(found.indices[label]) == expected
    assert found.splits[0].counts == tuple(np.bincount(labels, minlength=classes) if labels else [0] * classes)


def test_one_image_is_shown_as_augmentation_shows_it():
    images = torch.arange(2 * 64, dtype=torch.uint8).view(2, 1, 8, 8)
    split = whole(images, torch.tensor([0, 1]))
    data = Dataset(split, None, split, Facts((1, 8, 8), ("a", "b"), 2, 2))
    normaliser = Normaliser((0.1,), (0.3,))
    assert data_overview(data, normaliser).draws is None
    found = data_overview(data, normaliser, (RandomFlip(),)).draws
    kinds = {one.tobytes() for one in found}
    assert kinds == {images[0].numpy().tobytes(), images[0].flip(2).numpy().tobytes()}
    assert len(found) == 16


def test_a_thousand_classes_of_large_images_take_no_more_memory_than_a_screen_of_them_needs():
    labels = torch.arange(1000).repeat_interleave(3)
    image = torch.randint(256, (1, 3, 192, 192), dtype=torch.uint8)
    split = whole(image.expand(3000, -1, -1, -1), labels)
    found = data_overview(
        Dataset(split, None, split, Facts((3, 192, 192), tuple(map(str, range(1000))), 3000, 3000)), HALF
    )
    assert {part.shape for part in found.samples} == {(2, 3, 96, 96)}
    assert found.indices[999] == (2997, 2998)
    assert abs(float(found.samples[7].mean()) - float(image.float().mean())) < 1
