"""A drawing becomes what MNIST would have made of it: real digits come out as they went in."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from engine.data.store import load
from engine.errors import ImageError
from engine.prediction.drawing import from_drawing
from engine.project.data.data_settings import DataSettings

MNIST = (1, 28, 28)


@pytest.fixture(scope="module")
def digits() -> torch.Tensor:
    return load(DataSettings()).test.images


def prepared(pixels: np.ndarray, shape=MNIST) -> np.ndarray:
    return from_drawing(pixels, shape).numpy()


def stroke(height: int, width: int, top: int, left: int, size: int = 280) -> np.ndarray:
    canvas = np.zeros((size, size), np.uint8)
    canvas[top : top + height, left : left + width] = 255
    return canvas


def test_real_digits_come_out_as_they_went_in(digits):
    again = torch.stack([from_drawing(image[0].numpy(), MNIST) for image in digits])
    changes = (again.int() - digits.int()).abs().flatten(1).float().mean(1)
    assert (changes == 0).float().mean() > 0.995
    assert changes.mean() < 0.1


def test_a_digit_drawn_large_and_anywhere_comes_close_to_the_real_one(digits):
    changes = []
    for image in digits[:100]:
        large = np.asarray(Image.fromarray(image[0].numpy()).resize((280, 280), Image.Resampling.BICUBIC))
        canvas = np.zeros((400, 600), np.uint8)
        canvas[90:370, 20:300] = np.where(large > 110, 255, 0)
        changes.append(np.abs(prepared(canvas).astype(int) - image.numpy()).mean())
    assert np.mean(changes) < 10  # greys of the edges; moved by one pixel the same digits differ by 31


def test_an_empty_canvas_gives_nothing():
    assert from_drawing(np.zeros((280, 280), np.uint8), MNIST) is None


def test_the_longer_side_fills_twenty_pixels_and_the_aspect_stays():
    rows, columns = np.nonzero(prepared(stroke(200, 50, 10, 10))[0])
    assert (np.ptp(rows) + 1, np.ptp(columns) + 1) == (20, 5)


def test_a_heavy_side_does_not_push_the_drawing_over_the_edge():
    flag = stroke(200, 8, 20, 200)  # a thin pole, and a long faint line to its left
    flag[20:28, 0:200] = 40
    assert np.count_nonzero(prepared(flag)[0].any(0)) == 20


@given(
    st.integers(1, 90), st.integers(1, 90), st.integers(0, 100), st.integers(0, 100),
    st.sampled_from([(1, 28, 28), (3, 32, 32), (1, 5, 64), (1, 1, 1)]),
)  # fmt: skip
def test_where_on_the_canvas_it_is_drawn_does_not_matter(height, width, top, left, shape):
    got = prepared(stroke(height, width, top, left), shape)
    assert got.shape == shape
    assert got.dtype == np.uint8
    assert got.max() > 0
    np.testing.assert_array_equal(got, prepared(stroke(height, width, 7, 9), shape))


@given(st.integers(1, 90), st.integers(1, 90))
def test_a_block_lies_in_the_middle(height, width):
    got = prepared(stroke(height, width, 5, 40))[0].astype(float)
    for axis in (0, 1):
        assert np.average(np.arange(28), weights=got.sum(1 - axis)) == pytest.approx(14, abs=0.51)


def test_colour_networks_get_the_same_in_every_channel():
    got = prepared(stroke(100, 30, 0, 0), (3, 32, 32))
    assert np.array_equal(got[0], got[1])
    assert np.array_equal(got[0], got[2])
    assert np.ptp(np.nonzero(got[0])[0]) + 1 == 23  # 20/28 of 32


def test_a_drawing_given_stays_as_it_is():
    canvas = stroke(50, 50, 3, 3)
    canvas.setflags(write=False)
    assert from_drawing(canvas, MNIST) is not None


@pytest.mark.parametrize("shape", [(4097, 3), (3, 4097), (0, 5), (3, 4, 5)])
def test_a_canvas_out_of_bounds_is_refused_in_words(shape):
    with pytest.raises(ImageError) as refused:
        from_drawing(np.ones(shape, np.uint8), MNIST)
    assert refused.value.what == "A drawing has 1 to 4,096 pixels a side."


def test_the_largest_canvas_is_taken():
    assert from_drawing(np.ones((4096, 4096), np.uint8), MNIST) is not None
