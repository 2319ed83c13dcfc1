"""The ink in a picture: white strokes on black, whichever of both was darker, under whatever light.

The ink is the side that lies further from the ground. A picture made by a program has a ground of one value and is
taken as it is; a photograph has a ground to be estimated, grain to be told from ink, and dust and edges to be left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.paper.ground import Floats, ground_of, reduced
from engine.paper.regions import Mask, drawing_among, reaches_across, widened

Bytes = NDArray[np.uint8]

PALE = "Only weak contrast is left in it: drawn with a darker pen, or in more light, it is seen better."

SIDE = 1024  # to which a picture may be made smaller beforehand: nothing that is drawn is finer
OVERVIEW = 256  # regions are looked for in a picture no larger than this
FLAT = 0.3  # share of the picture that has exactly the ground's value in what a program made
GRAIN = 0.02  # of these at most have a value beside it there; in a photograph most have
WEAK = 0.4  # contrast below which a picture is told to be pale
LEAST = 0.12  # contrast below which nothing is drawn
CERTAIN, POSSIBLE = 6.0, 3.0  # times the noise: what is ink for sure, and what is beside such
FULL = 0.9  # share of the ink's pixels that are no deeper than a full stroke
DARKEST, ROUNDING = 8.0, 0.5  # grey levels: light that is told from none, and what rounding to whole ones leaves
NEAR_GROUND = (0.125, 0.5)  # of the depth of strokes: less is ground; the second where a sheet has lines on it


@dataclass(frozen=True, eq=False)
class Ink:
    """What is drawn: uint8 (H, W), white on black at full contrast, all black where nothing is.

    `contrast` is how far the ink lies from the ground, as a share of how far it could: 1 for black on white. `dark`
    says whether the ink is darker than the ground.
    """

    strokes: Bytes
    contrast: float
    dark: bool

    @property
    def weak(self) -> bool:
        """Whether there is ink, but pale as of a hard pencil."""
        return 0 < self.contrast < WEAK

    @property
    def empty(self) -> bool:
        """Whether nothing is drawn."""
        return self.contrast == 0


def ink_of(grey: Bytes) -> Ink:
    """The ink in a grey picture (H, W)."""
    ground = _flat_ground(grey)
    values = grey.astype(np.float64)
    return _in_photograph(values) if ground is None else _on_flat_ground(values, ground)


def _flat_ground(grey: Bytes) -> int | None:
    """The one value that the ground has in a picture made by a program; None in a photograph."""
    ground = int(np.median(np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])))
    counts = np.bincount(grey.ravel(), minlength=256)
    beside = counts[max(0, ground - 2) : ground + 3].sum() - counts[ground]
    return ground if counts[ground] >= FLAT * grey.size and beside <= GRAIN * counts[ground] else None


def _on_flat_ground(grey: Floats, ground: int) -> Ink:
    """Every difference is ink, on the side that reaches further."""
    dark = ground - grey.min() > grey.max() - ground
    away = (ground - grey if dark else grey - ground).clip(0)
    deepest = float(away.max())
    strokes = away * 255 // max(1, deepest)
    return Ink(strokes.astype(np.uint8), deepest / max(1, ground if dark else 255 - ground), dark)


def _in_photograph(grey: Floats) -> Ink:
    """What stands out from the noise and hangs together, as deep as it is against the light that falls there."""
    ground = ground_of(grey).clip(DARKEST, 255)
    dark = _lies_darker(grey - ground)
    away = ground - grey if dark else grey - ground
    depth = away / ground
    drawn, near_ground = _drawn(away, depth)
    contrast = _deepest((away / (ground if dark else np.maximum(ground, 255 - ground)))[drawn])
    if contrast < LEAST:
        return Ink(np.zeros(grey.shape, np.uint8), 0, dark)
    strokes = (depth * 255 / _deepest(depth[drawn])).clip(0, 255)
    strokes[~drawn | (strokes < 255 * near_ground)] = 0
    return Ink(strokes.astype(np.uint8), contrast, dark)


def _lies_darker(rest: Floats) -> bool:
    """Whether what lies furthest from the ground is darker; means of blocks, so that no grain of noise decides."""
    overview = reduced(rest, OVERVIEW)
    return bool(-overview.min() > overview.max())


def _drawn(away: Floats, depth: Floats) -> tuple[Mask, float]:
    """Where ink is, pixel for pixel within what stands out on the whole; and what share of its depth is still ground.

    What reaches from edge to edge are lines printed on the sheet: then only what is darker than such a line is ink.
    """
    overview, depths = reduced(away, OVERVIEW), reduced(depth, OVERVIEW)
    certain, possible = (overview > times * _noise(overview) for times in (CERTAIN, POSSIBLE))
    for near_ground in NEAR_GROUND:
        region = drawing_among(possible & (depths > near_ground * depths.max()), certain)
        if not reaches_across(region):
            break
    return _enlarged(region, away.shape) & (away > POSSIBLE * _noise(away)), near_ground


def _noise(away: Floats) -> float:
    """The standard deviation of what is no ink, but no less than rounding to whole grey levels makes."""
    return max(ROUNDING, 1.4826 * float(np.median(np.abs(away))))


def _enlarged(region: Mask, shape: tuple[int, ...]) -> Mask:
    """The regions of an overview in the picture itself, with one more block around them."""
    step = -(-max(shape) // OVERVIEW)
    if step == 1:
        return region
    step = min(step, *shape)
    large = widened(region).repeat(step, 0).repeat(step, 1)
    rest = [(0, whole - part) for whole, part in zip(shape, large.shape, strict=True)]
    return np.pad(large, rest, mode="edge")


def _deepest(depths: Floats) -> float:
    """How deep the ink is where a stroke is full; 0 where there is none."""
    return float(np.quantile(depths, FULL)) if depths.size else 0.0
