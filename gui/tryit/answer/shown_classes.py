"""Shown classes: which of them have a row among the bars, and what the others have together. Without Qt."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.project.data.facts import Classes
from gui.appearance.numerals import counted
from gui.pieces.classes.names import found

ALL_SHOWN = 12  # up to as many classes, each keeps its row; of more, the most probable are shown
MOST_PROBABLE = 10


def shown_classes(
    names: Classes, values: NDArray[np.float64] | None, truth: int | None, letters: str = ""
) -> tuple[int, ...]:
    """The classes that have a row, from top to bottom; of many the most probable, and the true one in any case.

    Of those that `letters` find, the nearest, and of equally near ones the most probable.
    """
    count = len(names)
    if count <= ALL_SHOWN:
        return tuple(range(count))
    order = np.arange(count) if values is None else np.argsort(-values, kind="stable")
    best = tuple(found(names, letters, order)[:MOST_PROBABLE].tolist())
    return best if letters.strip() or truth is None or truth in best else (*best[:-1], truth)


def others(count: int) -> str:
    """What the row of so many others is called."""
    return counted(count, "other")
