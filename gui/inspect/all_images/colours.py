"""Colours: of each point, by its class or by right and wrong, and in which order they are painted."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from engine.service.looking.images.embedding_answers import Embedded
from gui.appearance import theme
from gui.inspect.all_images.dots import packed

By: TypeAlias = Literal["class", "right"]
LIGHT = (
    "#0A4FB5", "#E06C00", "#12813B", "#D63C96", "#6E3F12",
    "#0795AC", "#B5121F", "#8548E0", "#5F6670", "#A08F00",
)  # fmt: skip
DARK = (
    "#4A8DFF", "#FF9A2E", "#2FC765", "#FF7FD0", "#B07F4F",
    "#45E3E8", "#FF5252", "#B083FF", "#B4BBC4", "#F2E64A",
)  # fmt: skip
QUIET = 0.3  # of the secondary colour is left in points that another class is held against


def of_class(label: int) -> QColor:
    """The colour of a class; from the eleventh on they come again, so names stand beside the points."""
    hues = DARK if theme.current().is_dark else LIGHT
    return QColor(hues[label % len(hues)])


def of_points(
    found: Embedded, by: By, only: int | None, picked: NDArray[np.int64]
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """A colour of each point (n,), as dots take them, and in which order they are painted (n,).

    `only` is a class that stands out, `picked` are points that do, where there are any; the others are grey.
    """
    chosen = np.ones(len(found.labels), bool) if only is None else found.labels == only
    if len(picked):
        chosen &= np.isin(np.arange(len(chosen)), picked)
    colours = _by_class(found) if by == "class" else _by_right(found)
    colours[~chosen] = packed(theme.current().blend("secondary", QUIET))
    wrong = ~found.right if by == "right" else np.zeros_like(chosen)
    return colours, np.lexsort((wrong, chosen)).astype(np.int64)


def of_answer(*, right: bool) -> QColor:
    """The colour of what is answered rightly, or wrongly."""
    return QColor(theme.current().accent if right else theme.current().error)


def _by_class(found: Embedded) -> NDArray[np.uint32]:
    classes = int(found.labels.max(initial=0)) + 1
    return np.array([packed(of_class(label)) for label in range(classes)], np.uint32)[found.labels]


def _by_right(found: Embedded) -> NDArray[np.uint32]:
    pair = np.array([packed(of_answer(right=right)) for right in (False, True)], np.uint32)
    return pair[found.right.astype(np.int64)]
