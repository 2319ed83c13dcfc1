"""Dots: thousands of points as a picture. Each dot is stamped into its pixels: 10,000 take two milliseconds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from gui.appearance import theme

RIM = 0.5  # of a dot's colour is left in the pixels at its edge


def picture(
    places: NDArray[np.float64], colours: NDArray[np.uint32], size: tuple[int, int], radius: float, ground: QColor
) -> QImage:
    """Dots at places (n, 2) in pixels, of colours (n,) as `packed`, the last on top, on a ground (width, height)."""
    width, height = size
    reach = int(np.ceil(radius)) + 1
    wide = width + 2 * reach  # what reaches over an edge falls into a border, which is cut off
    canvas = np.full((height + 2 * reach) * wide, ground.rgb(), np.uint32)
    at = np.rint(places).astype(np.int64) + reach
    there = ((at >= 0) & (at < (wide, height + 2 * reach))).all(1)
    there &= ((at >= reach) & (at < (width + reach, height + reach))).all(1)
    base, colours = at[there, 1] * wide + at[there, 0], colours[there]
    rim, core = _disc(radius)
    for offsets, painted in ((rim, _mixed(colours, ground)), (core, colours)):
        for right, down in offsets:
            canvas[base + down * wide + right] = painted
    tall = height + 2 * reach
    whole = QImage(canvas.data, wide, tall, 4 * wide, QImage.Format.Format_RGB32)
    return whole.copy(reach, reach, width, height)


def packed(colour: QColor) -> int:
    """A colour as the picture takes it."""
    return int(colour.rgb())


def _disc(radius: float) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The pixels at the edge of a dot, and those within, from its middle."""
    reach = range(-int(np.ceil(radius)) - 1, int(np.ceil(radius)) + 2)
    far = {(right, down): float(np.hypot(right, down)) for right in reach for down in reach}
    rim = [at for at, distance in far.items() if radius - 0.35 < distance <= radius + 0.35]
    return rim, [at for at, distance in far.items() if distance <= radius - 0.35]


def _mixed(colours: NDArray[np.uint32], ground: QColor) -> NDArray[np.uint32]:
    known, which = np.unique(colours, return_inverse=True)
    mixed = [packed(theme.mixed(QColor.fromRgb(int(one)), ground, RIM)) for one in known]
    return np.array(mixed, np.uint32)[which]
