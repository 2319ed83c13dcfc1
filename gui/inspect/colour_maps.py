"""Colour maps as tables of 256 colours, and one more for values that are no number.

Every function returns uint8 (256, 3), from the lowest value to the highest.
"""

from __future__ import annotations

from functools import cache

import numpy as np

LEVELS = 256
NOT_A_NUMBER = LEVELS  # the index, after the last level, that stands for NaN and infinity
_NAN_COLOUR = (255, 0, 200)  # in none of the maps, so that it is never taken for a value

# viridis (S. van der Walt, N. Smith, 2015, CC0) as M. Zucker's polynomial of degree six (shadertoy WlfXRN, CC0):
# rows are the coefficients of 1, t, t², …, columns are red, green, blue. Within 2 % of the original.
_VIRIDIS = np.array([
    (0.2777273272234177, 0.005407344544966578, 0.3340998053353061),
    (0.1050930431085774, 1.404613529898575, 1.384590162594685),
    (-0.3308618287255563, 0.214847559468213, 0.09509516302823659),
    (-4.634230498983486, -5.799100973351585, -19.33244095627987),
    (6.228269936347081, 14.17993336680509, 56.69055260068105),
    (4.776384997670288, -13.74514537774601, -65.35303263337234),
    (-5.435455855934631, 4.645852612178535, 26.3124352495832),
])  # fmt: skip

# From Oklab to the cube roots of cone responses, and from cone responses to linear sRGB.
# B. Ottosson, "A perceptual color space for image processing", 2020.
_TO_CONES = np.array([
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
])  # fmt: skip
_TO_LINEAR = np.array([
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
])  # fmt: skip

# The ends and the middle of the diverging map in Oklab: lightness, chroma, hue in degrees. Both ends are equally light
# and equally strong, so neither sign looks larger (K. Moreland, "Diverging color maps for scientific visualization",
# 2009; P. Kovesi, "Good colour maps", 2015), and blue against red is told apart by every common colour blindness.
_END_LIGHTNESS, _END_CHROMA = 0.53, 0.19
_BLUE_HUE, _RED_HUE = 260.0, 29.0
_MIDDLE_LIGHTNESS = 0.985


@cache
def grey() -> np.ndarray:
    """Black to white."""
    return _frozen(np.repeat(np.arange(LEVELS)[:, None], 3, axis=1) / (LEVELS - 1))


@cache
def viridis() -> np.ndarray:
    """Dark violet over green to yellow, its lightness rising evenly."""
    powers = np.linspace(0, 1, LEVELS)[:, None] ** np.arange(len(_VIRIDIS))
    return _frozen(powers @ _VIRIDIS)


@cache
def diverging() -> np.ndarray:
    """Blue over white to red, its lightness falling evenly from the middle to both ends."""
    signed = np.linspace(-1, 1, LEVELS)
    strength = np.abs(signed)
    hue = np.radians(np.where(signed < 0, _BLUE_HUE, _RED_HUE))
    lightness = _MIDDLE_LIGHTNESS + strength * (_END_LIGHTNESS - _MIDDLE_LIGHTNESS)
    chroma = strength * _END_CHROMA
    return _frozen(_srgb(np.stack([lightness, chroma * np.cos(hue), chroma * np.sin(hue)], axis=1)))


MAPS = {"diverging": diverging, "grey": grey, "viridis": viridis}


@cache
def packed(name: str) -> np.ndarray:
    """The map of this name as uint32 (257,) in the order of Qt's 32-bit formats; the last is NOT_A_NUMBER's colour."""
    table = np.vstack([MAPS[name](), _NAN_COLOUR]).astype(np.uint32)
    words = 0xFF000000 | table[:, 0] << 16 | table[:, 1] << 8 | table[:, 2]
    words.flags.writeable = False
    return words


def indices(values: np.ndarray, low: np.ndarray | float, high: np.ndarray | float) -> np.ndarray:
    """Which colour of a map each value takes: uint16, 0 for `low` and below, 255 for `high` and above.

    Values that are no number take NOT_A_NUMBER; where low equals high, every value takes 0.
    """
    half = np.multiply(low, 0.5)  # halves, as the span of the largest floats is no float
    span = np.multiply(high, 0.5) - half
    scale = np.divide(LEVELS - 1, span, out=np.zeros_like(span, dtype=np.float32), where=span > 0)
    with np.errstate(invalid="ignore", over="ignore"):
        levels = np.clip((values * np.float32(0.5) - half) * scale + 0.5, 0, LEVELS - 1)
    finite = np.isfinite(values)
    return np.where(finite, np.where(finite, levels, 0).astype(np.uint16), np.uint16(NOT_A_NUMBER))


def _srgb(oklab: np.ndarray) -> np.ndarray:
    """Oklab (N, 3) as sRGB in 0–1 (N, 3)."""
    linear = np.clip((oklab @ _TO_CONES.T) ** 3 @ _TO_LINEAR.T, 0, 1)
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)


def _frozen(colours: np.ndarray) -> np.ndarray:
    table = np.rint(np.clip(colours, 0, 1) * 255).astype(np.uint8)
    table.flags.writeable = False
    return table
