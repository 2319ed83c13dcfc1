"""Crop and flip at once are the same as one image after the other, and each image gets draws of its own."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from engine.data.augment import Crop, Draw, augmented, draws, moved
from engine.project.data_settings import RandomCrop, RandomFlip

CPU = torch.device("cpu")
changes = st.lists(
    st.one_of(st.builds(RandomCrop, padding=st.integers(1, 9)), st.builds(RandomFlip, probability=st.floats(0.1, 1.0))),
    max_size=4,
)


def noise(count: int, channels: int = 3, height: int = 8, width: int = 6) -> torch.Tensor:
    generator = torch.Generator().manual_seed(3)
    return torch.randint(1, 256, (count, channels, height, width), generator=generator, dtype=torch.uint8)


def one_by_one(images: torch.Tensor, drawn: list[Draw]) -> torch.Tensor:
    """The same, image by image, as the words of the settings say it."""
    return torch.stack([torch.from_numpy(by_hand(image.numpy(), drawn, index)) for index, image in enumerate(images)])


def by_hand(image: np.ndarray, drawn: list[Draw], index: int) -> np.ndarray:
    for draw in drawn:
        if isinstance(draw, Crop):
            down, right = int(draw.down[index]), int(draw.right[index])
            most = max(abs(down), abs(right))
            padded = np.pad(image, ((0, 0), (most, most), (most, most)))
            height, width = image.shape[1:]
            image = padded[:, most + down : most + down + height, most + right : most + right + width]
        elif draw.mirrored[index]:
            image = image[:, :, ::-1]
    return image.copy()


@given(changes, st.integers(0, 2**63 - 1), st.integers(1, 9), st.sampled_from([1, 3]))
def test_a_batch_is_changed_as_its_images_one_by_one(augmentation, seed, count, channels):
    images = noise(count, channels)
    expected = one_by_one(images, draws(augmentation, count, CPU, seed))
    assert torch.equal(augmented(images, augmentation, seed), expected)


def test_every_window_within_the_padding_occurs_and_no_other():
    crop = draws([RandomCrop(padding=2)], 2000, CPU, 1)[0]
    places = set(zip(crop.down.tolist(), crop.right.tolist(), strict=True))
    assert places == {(down, right) for down in range(-2, 3) for right in range(-2, 3)}


@pytest.mark.parametrize("probability", [0.1, 0.5, 1.0])
def test_as_many_images_are_mirrored_as_the_probability_says(probability):
    flip = draws([RandomFlip(probability=probability)], 4000, CPU, 1)[0]
    assert flip.mirrored.float().mean().item() == pytest.approx(probability, abs=0.03)


def test_what_comes_from_outside_is_black():
    images = torch.full((1, 1, 3, 3), 255, dtype=torch.uint8)
    got = moved(images, [Crop(torch.tensor([1]), torch.tensor([-1]))])
    assert got[0, 0].tolist() == [[0, 255, 255], [0, 255, 255], [0, 0, 0]]


def test_the_images_given_stay_as_they_are():
    images = noise(4)
    before = images.clone()
    augmented(images, [RandomCrop(), RandomFlip()], 0)
    assert torch.equal(images, before)
