"""The confusion matrix as a picture: a dot for each cell, or for the strongest of several where there is less room."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from gui.appearance import theme
from gui.results.confusion_words import Confusion

FAINTEST = 0.14  # a single image of many is still seen

Cells = NDArray[np.int64]


def dots(confusion: Confusion, most: int) -> Cells:
    """Which cell each dot of a square picture stands for, (side, side), as places in the flat matrix.

    `side` is the number of classes, or `most` where that is less: then a dot stands for the one of its cells with the
    largest share of its class, so that no mistake among a million cells is lost.
    """
    count = len(confusion.counts)
    side = min(count, most)
    first = -(-np.arange(side) * count // side)  # of the rows, and the columns, that share a dot
    cells = first[:, None] * count + first
    if side < count:
        counted = confusion.counted
        rising = counted[np.argsort(confusion.shares_at(counted), kind="stable")]
        rows, columns = np.divmod(rising, count)
        cells[rows * side // count, columns * side // count] = rising  # the last, which is the largest, stays
    return cells


def colours(confusion: Confusion, cells: Cells) -> NDArray[np.uint8]:
    """Of each dot the colour (side, side, 3): right answers in the accent colour, mistakes in a warm one."""
    look, count = theme.current(), len(confusion.counts)
    pixels = np.full((*cells.shape, 3), _rgb(look.hover), np.uint8)
    counted = confusion.counts.ravel()[cells] > 0
    seen = cells[counted]
    strength = (FAINTEST + (1 - FAINTEST) * np.sqrt(confusion.shares_at(seen)))[:, None]
    front = np.where((seen % count == seen // count)[:, None], _rgb(look.accent), _rgb(look.validation))
    pixels[counted] = np.rint(front * strength + _rgb(look.hover) * (1 - strength))
    return pixels


def image(pixels: NDArray[np.uint8]) -> QImage:
    """A picture of (height, width, 3) colours."""
    height, width, _ = pixels.shape
    return QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def legible_on(colour: QColor) -> QColor:
    """Black or white, whichever stands out more (relative luminance of WCAG 2.2, roughly)."""
    luminance = 0.2126 * colour.redF() ** 2.2 + 0.7152 * colour.greenF() ** 2.2 + 0.0722 * colour.blueF() ** 2.2
    return QColor("#FFFFFF" if luminance < 0.18 else "#14171B")


def _rgb(colour: str) -> NDArray[np.float64]:
    exact = QColor(colour)
    return np.array([exact.red(), exact.green(), exact.blue()], dtype=np.float64)
