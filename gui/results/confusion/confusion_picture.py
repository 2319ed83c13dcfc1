"""The confusion matrix as a picture: a dot for each cell, or for the strongest of several where there is less room."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from engine.metrics.confusion import Confusion
from gui.appearance import theme

FAINTEST = 0.14  # a single image of many is still seen

Cells = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Dots:
    """A square picture of a confusion matrix: which cell each dot stands for (side, side), as places in the flat
    matrix, and its colour (side, side, 3): right answers in the accent colour, mistakes in a warm one.
    """

    cells: Cells = field(default_factory=lambda: np.zeros((0, 0), np.int64))
    colours: NDArray[np.uint8] = field(default_factory=lambda: np.zeros((0, 0, 3), np.uint8))


def dots(confusion: Confusion, most: int) -> Dots:
    """With a dot for each class in rows and columns, or `most` of them where that is less.

    Then a dot stands for the one of its cells with the largest share of its class, so that no mistake among a million
    cells is lost.
    """
    look, shares = theme.current(), confusion.shares
    right = (confusion.truths == confusion.answers)[:, None]
    return dotted(confusion, shares, np.where(right, rgb(look.accent), rgb(look.validation)), most)


def dotted(confusion: Confusion, shares: NDArray[np.float64], fronts: NDArray[np.float64], most: int) -> Dots:
    """The same in colours of one's own: of each cell (n,) its share, 1 for the strongest, and its colour (n, 3)."""
    side = min(confusion.size, most)
    first = -(-np.arange(side) * confusion.size // side)  # of the rows, and the columns, that share a dot
    cells = first[:, None] * confusion.size + first
    rising = np.argsort(shares, kind="stable") if side < confusion.size else slice(None)
    rows, columns = (one[rising] * side // confusion.size for one in (confusion.truths, confusion.answers))
    cells[rows, columns] = confusion.cells[rising]  # the last, which is the largest, stays
    pixels = np.full((side, side, 3), rgb(theme.current().hover), np.uint8)
    pixels[rows, columns] = _faded(fronts, shares)[rising]
    return Dots(cells, pixels)


def _faded(fronts: NDArray[np.float64], shares: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Colours (n, 3) as faint as their shares are small."""
    strength = (FAINTEST + (1 - FAINTEST) * np.sqrt(shares))[:, None]
    return np.rint(fronts * strength + rgb(theme.current().hover) * (1 - strength)).astype(np.uint8)


def image(pixels: NDArray[np.uint8]) -> QImage:
    """A picture of (height, width, 3) colours."""
    height, width, _ = pixels.shape
    return QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def legible_on(colour: QColor) -> QColor:
    """Black or white, whichever stands out more (relative luminance of WCAG 2.2, roughly)."""
    luminance = 0.2126 * colour.redF() ** 2.2 + 0.7152 * colour.greenF() ** 2.2 + 0.0722 * colour.blueF() ** 2.2
    return QColor("#FFFFFF" if luminance < 0.18 else "#14171B")


def rgb(colour: str) -> NDArray[np.float64]:
    """A colour as three numbers up to 255."""
    exact = QColor(colour)
    return np.array([exact.red(), exact.green(), exact.blue()], dtype=np.float64)
