"""The perceptual hash is the one of imagehash, and brightness is Pillow's."""

import imagehash
import numpy as np
import pytest
from PIL import Image

from engine.data.check_up.perceptual_hash import grey, hashes
from engine.data.readers.digits import read_arrays
from tests.own_images import picture


def photographs(side, count=12):
    """Smooth colours with some noise, as photographs have: (count, 3, side, side)."""
    draw = np.random.default_rng(side)
    coarse = [Image.fromarray(draw.integers(0, 256, (7, 7, 3), np.uint8)) for _ in range(count)]
    smooth = np.stack([np.asarray(one.resize((side, side), Image.Resampling.BICUBIC)) for one in coarse])
    noisy = np.clip(smooth.astype(int) + draw.integers(-20, 20, smooth.shape), 0, 255)
    return np.ascontiguousarray(noisy.transpose(0, 3, 1, 2).astype(np.uint8))


def of_imagehash(image):
    pixels = image[0] if len(image) == 1 else image.transpose(1, 2, 0)
    return int(str(imagehash.phash(Image.fromarray(np.ascontiguousarray(pixels)))), 16)


@pytest.mark.parametrize("side", [8, 20, 32, 33, 64, 224])
def test_of_colour_it_is_that_of_imagehash(side):
    images = photographs(side)
    assert hashes(images).tolist() == [of_imagehash(image) for image in images]


def test_of_digits_it_is_that_of_imagehash():
    images = read_arrays()[0][:200, None]
    assert hashes(images).tolist() == [of_imagehash(image) for image in images]


def test_of_noise_and_another_shape_it_is_that_of_imagehash():
    images = np.stack([np.asarray(picture(number, size=(40, 24))).transpose(2, 0, 1) for number in range(20)])
    assert hashes(images).tolist() == [of_imagehash(image) for image in images]


def test_brightness_is_that_of_pillow():
    images = np.random.default_rng(1).integers(0, 256, (4, 3, 16, 16), np.uint8)
    wanted = [np.asarray(Image.fromarray(image.transpose(1, 2, 0)).convert("L")) for image in images]
    assert np.array_equal(grey(images), wanted)
