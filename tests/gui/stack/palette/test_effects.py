"""Effects: the pictures of the palette are what the layers really compute."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine.network import layers
from engine.network.layers import ELU, GELU, LeakyReLU, ReLU, Sigmoid, SiLU, Tanh
from gui.stack.palette.effects import Curve, Maps, digits, effect
from gui.stack.palette.transforms import activated, averaged, dropped, filtered, largest, normalised, softmax

maps = arrays(float, (6, 6), elements=st.floats(-4, 4))


def test_the_digits_are_the_bundled_ones() -> None:
    assert digits().shape == (4, 28, 28)
    assert digits().max() == 1


@given(maps)
def test_pooling(image: np.ndarray) -> None:
    assert largest(image, 2)[1, 2] == image[2:4, 4:6].max()
    assert averaged(image, 3)[0, 1] == pytest.approx(image[:3, 3:].mean())


@given(maps)
def test_a_kernel_slides_unturned_and_without_padding(image: np.ndarray) -> None:
    kernel = np.arange(6.0).reshape(2, 3)
    found = filtered(image, kernel)
    assert found.shape == (5, 4)
    assert found[3, 1] == pytest.approx((image[3:5, 1:4] * kernel).sum())


@pytest.mark.parametrize(
    ("kind", "x", "expected"),
    [
        (ReLU(), -2, 0), (ReLU(), 2, 2), (LeakyReLU(0.2), -2, -0.4), (ELU(0.2), -2, 0.2 * math.expm1(-2)),
        (GELU(), 1, 0.8413447), (SiLU(), 1, 0.7310586), (Sigmoid(), 0, 0.5), (Tanh(), 1, math.tanh(1)),
    ],
)  # fmt: skip
def test_activations(kind: layers.Curve, x: float, expected: float) -> None:
    assert activated(kind, np.array([float(x)]))[0] == pytest.approx(expected)


@pytest.mark.parametrize("kind", layers.Curve.__args__)
def test_the_curve_is_what_is_done_to_the_digit(kind: type[layers.Curve]) -> None:
    before, curve, after = effect(kind).parts
    assert isinstance(before, Maps)
    assert isinstance(curve, Curve)
    assert isinstance(after, Maps)
    expected = np.interp(before.values[0], *curve.points.T)
    inside = np.abs(before.values[0]) < 3
    assert np.allclose(after.values[0][inside], expected[inside], atol=1e-3)


def test_batch_normalisation() -> None:
    after = normalised(0.45 + 0.2 * digits())
    assert after.mean() == pytest.approx(0)
    assert after.std() == pytest.approx(1, abs=0.01)


def test_dropout_keeps_or_doubles() -> None:
    ones = np.ones((100, 100))
    after = dropped(ones, 0.5, np.random.default_rng(1))
    assert set(np.unique(after)) == {0.0, 2.0}
    assert after.mean() == pytest.approx(1, abs=0.05)


@given(arrays(float, 4, elements=st.floats(-30, 30)))
def test_softmax_sums_to_one(scores: np.ndarray) -> None:
    assert softmax(scores).sum() == pytest.approx(1)
