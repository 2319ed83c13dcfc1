"""The ground of a picture: what the sheet or board would look like with nothing drawn on it, light and shade included.

A surface of low order is fitted by iteratively reweighted least squares with Tukey's biweight, so that what lies far
from it, which is the ink, has no weight (Holland and Welsch 1977). Orders rise one after the other, as each starts from
the fit before: a high order alone would follow the strokes. What light is left over is followed by means over ever
smaller windows, which count all that lies near the surface, so that under a stroke the ground is that of its
surroundings, and a corner that the fit missed is not taken for ink.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SIDE = 64  # the surface is fitted to a picture no larger than this
ORDERS = (1, 2, 4)
ROUNDS = 8  # of weighing anew, for each order
TOLERANCE = 0.04  # of the grey level, as a scale: light that lies no further from the surface counts as ground
REACHES = (16, 10, 7, 5)  # half the windows' sides, one after the other: wider than a stroke in a small picture
BIWEIGHT = 4.685  # times the scale: beyond it a value has no weight at all
SCARCE = 0.05  # of the fullest window's weight: with much less, as all is ink there, the surface stays as it is
LEAST_SCALE = 0.5  # grey levels: what rounding to whole ones leaves


def ground_of(grey: Floats) -> Floats:
    """The ground under a grey picture (H, W), in its grey levels."""
    small = reduced(grey, SIDE)
    tolerance = TOLERANCE * float(np.median(small))
    coefficients = _fitted(small, tolerance)
    rest = small - _surface(small.shape, coefficients)
    return _surface(grey.shape, coefficients) + _spread(_left_over(rest, tolerance), grey.shape)


def _fitted(grey: Floats, tolerance: float) -> Floats:
    """The coefficients of the surface that most of the picture lies on."""
    values, weights = grey.ravel(), _first_weights(grey)
    for order in ORDERS:
        terms = _terms(grey.shape, order)
        for done in range(ROUNDS):
            coefficients = _solved(terms, values, weights)
            weights = _weights(values - terms @ coefficients, tolerance / 2**done)
    return coefficients


def _left_over(rest: Floats, tolerance: float) -> Floats:
    """The light that no surface of low order has, from what it leaves of a picture."""
    found = np.zeros_like(rest)
    for reach in REACHES:
        weights = _weights(rest - found, tolerance)
        around = _summed(weights, reach)
        found = found + _summed(weights * (rest - found), reach) / (around + SCARCE * around.max())
    return found


def _summed(values: Floats, reach: int) -> Floats:
    """The sum in a square window around each value, of so many values to each side."""
    for axis in (0, 1):
        length = values.shape[axis]
        sums = np.insert(values.cumsum(axis), 0, 0, axis)
        ends = np.minimum(np.arange(length) + reach + 1, length)
        starts = np.maximum(np.arange(length) - reach, 0)
        values = sums.take(ends, axis) - sums.take(starts, axis)
    return values


def _spread(small: Floats, shape: tuple[int, ...]) -> Floats:
    """A smooth picture enlarged, linearly between the middles of its pixels."""
    rows, columns = (_between(*lengths) for lengths in zip(small.shape, shape, strict=True))
    return rows @ small @ columns.T


def _between(few: int, many: int) -> Floats:
    """How much each of few values counts at each of many places: (many, few)."""
    step = max(1, many // few)
    places = (np.arange(many) + 0.5) / step - 0.5
    return np.stack([np.interp(places, np.arange(few), row) for row in np.eye(few)], axis=1)


def reduced(grey: Floats, side: int) -> Floats:
    """The means of square blocks, so many that no side is longer; edges that fill no block are left out."""
    step = -(-max(grey.shape) // side)
    if step == 1:
        return grey
    step = min(step, *grey.shape)
    height, width = (length // step for length in grey.shape)
    means: Floats = grey[: height * step, : width * step].reshape(height, step, width, step).mean((1, 3))
    return means


def _first_weights(grey: Floats) -> Floats:
    """The three quarters of the values that lie nearest to the median count at first: more is ground than ink."""
    away = np.abs(grey - np.median(grey)).ravel()
    near: Floats = (away <= np.quantile(away, 0.75)).astype(np.float64)
    return near


def _terms(shape: tuple[int, ...], order: int) -> Floats:
    """The products of powers of height and width up to an order, each from −1 to 1: (H × W, terms)."""
    rows, columns = _axes_powers(shape, order)
    products: list[Floats] = [np.outer(rows[:, i], columns[:, j]).ravel() for i, j in _powers(order)]
    return np.stack(products, axis=1)


def _surface(shape: tuple[int, ...], coefficients: Floats) -> Floats:
    """The sum of the terms, without holding them all for a large picture."""
    order = ORDERS[-1]
    table = np.zeros((order + 1, order + 1))
    table[tuple(np.transpose(_powers(order)))] = coefficients
    rows, columns = _axes_powers(shape, order)
    surface: Floats = rows @ table @ columns.T
    return surface


def _axes_powers(shape: tuple[int, ...], order: int) -> list[Floats]:
    """Along each axis, from −1 to 1, all powers up to an order: (length, order + 1)."""
    return [np.vander(np.linspace(-1, 1, length), order + 1, increasing=True) for length in shape]


def _powers(order: int) -> list[tuple[int, int]]:
    return [(i, j) for i in range(order + 1) for j in range(order + 1 - i)]


def _solved(terms: Floats, values: Floats, weights: Floats) -> Floats:
    """Least squares, with a touch of a ridge so that a picture of few pixels has an answer too."""
    weighted = terms * weights[:, None]
    ridge = 1e-6 * len(values) * np.eye(terms.shape[1])
    ridge[0, 0] = 1e-12
    return np.asarray(np.linalg.solve(weighted.T @ terms + ridge, weighted.T @ values), np.float64)


def _weights(rest: Floats, least_scale: float) -> Floats:
    """How much each value counts, from 0 to 1, by how far it lies from the ground; Tukey's biweight."""
    scale = max(LEAST_SCALE, least_scale, 1.4826 * float(np.median(np.abs(rest))))
    weights: Floats = (1 - np.minimum(1, np.abs(rest) / (BIWEIGHT * scale)) ** 2) ** 2
    return weights
