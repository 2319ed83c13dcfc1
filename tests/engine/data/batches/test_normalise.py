"""Normalisation by constants and by the training images' own statistics."""

import pytest
import torch

from engine.data.batches.normalise import Normaliser, fitted
from engine.data.dataset import whole
from engine.errors import DataError
from engine.project.data.data_settings import Constants, ScaleToOne, Standardise


def split_of(images: torch.Tensor):
    return whole(images, torch.zeros(len(images), dtype=torch.int64))


def random_images(count: int, channels: int = 3) -> torch.Tensor:
    images = torch.randint(0, 256, (count, channels, 5, 7), generator=torch.Generator().manual_seed(1))
    return (images // torch.arange(1, channels + 1).view(-1, 1, 1)).to(torch.uint8)


def test_scaled_pixels_go_from_zero_to_one():
    images = torch.tensor([0, 51, 255], dtype=torch.uint8).view(1, 1, 1, 3)
    assert fitted(ScaleToOne(), split_of(images))(images).flatten().tolist() == pytest.approx([0, 0.2, 1])


def test_constants_are_those_of_the_formula():
    images = random_images(9)
    mean, spread = (0.4914, 0.4822, 0.4465), (0.2023, 0.1994, 0.2010)
    got = fitted(Constants(mean=mean, spread=spread), split_of(images))(images)
    expected = (images / 255 - torch.tensor(mean).view(-1, 1, 1)) / torch.tensor(spread).view(-1, 1, 1)
    torch.testing.assert_close(got, expected)


def test_what_black_and_white_become_is_told_of_each_channel():
    normaliser = Normaliser((0.1307, 0.5), (0.3081, 0.25))
    for level, end in ((0, "black"), (255, "white")):
        given = normaliser(torch.full((1, 2, 1, 1), level, dtype=torch.uint8)).flatten().tolist()
        assert given == pytest.approx([getattr(scale, end) for scale in normaliser.scales], abs=1e-6)


def test_standardised_training_images_have_mean_zero_and_spread_one_in_each_channel():
    images = random_images(5000)  # more than are counted at a time
    got = fitted(Standardise(), split_of(images))(images).double()
    torch.testing.assert_close(got.mean((0, 2, 3)), torch.zeros(3, dtype=torch.float64), atol=1e-5, rtol=0)
    torch.testing.assert_close(got.std((0, 2, 3), correction=0), torch.ones(3, dtype=torch.float64), atol=1e-5, rtol=0)


def test_statistics_are_of_the_training_images_alone():
    images = random_images(100)
    assert fitted(Standardise(), split_of(images[:50])) != fitted(Standardise(), split_of(images))


def test_a_channel_that_is_the_same_everywhere_becomes_zero():
    images = torch.full((3, 2, 4, 4), 200, dtype=torch.uint8)
    assert torch.allclose(fitted(Standardise(), split_of(images))(images), torch.zeros(3, 2, 4, 4), atol=1e-6)


def test_constants_for_another_number_of_channels_are_refused():
    with pytest.raises(DataError) as refused:
        fitted(Constants(), split_of(random_images(1)))
    assert str(refused.value).endswith("1 means and 1 spreads for 3 channels. Give 3 of each.")


def test_a_normaliser_first_used_while_only_looking_serves_training_too():
    normaliser = Normaliser((0.1, 0.2, 0.3), (1.0, 2.0, 3.0))
    with torch.inference_mode():
        normaliser(random_images(1))
    weight = torch.ones(3, 1, 1, requires_grad=True)
    (normaliser(random_images(1)) * weight).sum().backward()
    assert weight.grad is not None


def test_the_statistics_of_a_split_are_taken_once(monkeypatch):
    split, counted = split_of(random_images(9)), []
    count = torch.bincount
    monkeypatch.setattr(torch, "bincount", lambda *words, **more: counted.append(1) or count(*words, **more))
    assert fitted(Standardise(), split) == fitted(Standardise(), split)
    assert len(counted) == 3  # channels
