"""Which images of a split are some of those that were drawn."""

import torch

from engine.data.dataset import Split
from engine.data.pool import Pool
from engine.runs.family import learned_images

IMAGES = torch.arange(12, dtype=torch.uint8).reshape(3, 1, 2, 2)


def split() -> Split:
    return Split(Pool(IMAGES), torch.zeros(3, dtype=torch.int64), torch.arange(3))


def pixels(place: int) -> bytes:
    return IMAGES[place].numpy().tobytes()


def test_those_are_found_whose_pixels_are_all_alike():
    another = bytes((*pixels(2)[:-1], 99))
    assert list(learned_images.among([pixels(1), another], split())) == [pixels(1)]
    assert list(learned_images.among([], split())) == []


def test_other_pixels_of_the_same_hash_are_another_image(monkeypatch):
    monkeypatch.setattr(learned_images, "hash", lambda _: 7, raising=False)
    assert list(learned_images.among([pixels(0), pixels(2)], split())) == [pixels(0), pixels(2)]
