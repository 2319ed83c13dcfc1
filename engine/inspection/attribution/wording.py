"""A map over an image in words, for those who do not see it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

EVEN = "The map is the same everywhere."
ROUNDING = 1e-5  # of the largest value: what differs by less is the same


def in_words(plane: NDArray[np.float32]) -> str:
    """Where (height, width) is strongest: "Strongest for it at row 12, column 9; against it at row 3, column 4".

    Rows and columns are counted from 1, from the top left.
    """
    if np.ptp(plane) <= ROUNDING * np.abs(plane).max():
        return EVEN
    parts = []
    if plane.max() > 0:
        parts.append(f"for it at {_place(plane.argmax(), plane.shape[1])}")
    if plane.min() < 0:
        parts.append(f"against it at {_place(plane.argmin(), plane.shape[1])}")
    return f"Strongest {'; '.join(parts)}."


def _place(index: np.intp, width: int) -> str:
    row, column = divmod(int(index), width)
    return f"row {row + 1}, column {column + 1}"
