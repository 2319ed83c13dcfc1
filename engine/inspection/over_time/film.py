"""Film: how filters, maps or an answer changed over the steps of a training, all of it on one scale."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError
from engine.inspection.over_time.kernels import Kernels

What: TypeAlias = Literal["filters", "maps", "answer"]
Frame: TypeAlias = tuple[int, NDArray[np.float32]]  # a step, and its tiles (tiles, height, width)
MOST_VALUES = 2**24  # of a film
TOO_LARGE = InputError("This layer is too large for a film.", "Choose one with smaller maps, or fewer weights.")


class Most(NamedTuple):
    """How many tiles of a layer are taken, and values of all together: its first ones."""

    tiles: int
    values: int


OF_A_FRAME, IN_SIGHT = Most(64, 2**20), Most(1024, 2**20)  # more are no picture any more
AS_NUMBERS = Most(2**24, 2**24)


@dataclass(frozen=True, eq=False)
class Film:
    """`frames` are (steps, tiles, height, width); of an answer the one tile is a row of probabilities by class.

    `names` are those of the classes then, and `image` what is answered: uint8 (1 or 3, height, width). `whole` is how
    many kernels, maps or rows the layer has, where that is more than are shown. `kernels` of a convolution's filters.
    """

    what: What
    steps: tuple[int, ...]
    frames: NDArray[np.float32]
    names: tuple[str, ...] = ()
    whole: int = 0
    image: NDArray[np.uint8] | None = None
    kernels: Kernels | None = None

    @cached_property
    def limits(self) -> tuple[float, float]:
        """The lowest and the highest finite value of all steps; about zero of filters, and 0 to 1 of answers."""
        if self.what == "answer":
            return 0.0, 1.0
        finite = self.frames[np.isfinite(self.frames)]
        low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
        if self.what == "filters":
            high = max(abs(low), abs(high)) or 1.0
            low = -high
        return low, high if high > low else low + 1.0


def film(
    what: What,
    frames: Iterable[Frame],
    names: tuple[str, ...] = (),
    *,
    whole: int = 0,
    image: NDArray[np.uint8] | None = None,
    kernels: Kernels | None = None,
) -> Film:
    """Of frames in order of their steps, all of one shape. InputError where there are none, or where they are too many
    values for a picture: every other frame goes first, the first and the last stay.
    """
    kept: list[Frame] = []
    every, count = 1, 0
    for count, (step, tiles) in enumerate(frames):
        last = (step, tiles)
        if count % every == 0:
            kept.append(last)
        if sum(one.size for _, one in kept) > MOST_VALUES:
            if tiles.size * 2 > MOST_VALUES:
                raise TOO_LARGE
            kept, every = kept[::2], every * 2
    if not kept:
        raise InputError("There is no step of the run to show.", "Choose a run that keeps snapshots.")
    if kept[-1][0] != last[0]:
        kept.append(last)
    steps, values = tuple(step for step, _ in kept), np.stack([tiles for _, tiles in kept])
    return Film(what, steps, values, names, whole, image, kernels and kernels.among(values.shape[1]))


def shown_of(tiles: NDArray[np.float32]) -> int:
    """How many of a layer's filters or maps tiles (tiles, height, width) show; of a matrix, which is one, its rows."""
    return len(tiles) if len(tiles) > 1 or tiles.shape[1] == 1 else int(tiles.shape[1])


def filter_tiles(weight: NDArray[np.float32], most: Most = OF_A_FRAME) -> NDArray[np.float32]:
    """The weights of a layer as tiles: of a convolution its kernels by filter and input channel, whole filters if one
    fits, of a matrix one tile of its first rows, of a batch norm its scales in a row.
    """
    if weight.ndim == 4:
        return first_tiles(weight.reshape(-1, *weight.shape[2:]), most, weight.shape[1])
    return first_rows(weight.reshape(1, -1, weight.shape[-1]), most)


def map_tiles(activation: NDArray[np.float32], most: Most = OF_A_FRAME) -> NDArray[np.float32]:
    """The maps of a layer; a vector as one row."""
    return first_tiles(activation, most) if activation.ndim == 3 else first_rows(activation.reshape(1, 1, -1), most)


def first_tiles(tiles: NDArray[np.float32], most: Most, together: int = 1) -> NDArray[np.float32]:
    """Of tiles (tiles, height, width), of which so many belong together."""
    count = min(len(tiles), most.tiles, max(1, most.values // max(1, tiles[0].size)))
    return tiles[: count // together * together or count]


def first_rows(tile: NDArray[np.float32], most: Most) -> NDArray[np.float32]:
    """Of a single tile (1, height, width)."""
    return tile[:, : max(1, most.values // max(1, tile.shape[2])), : most.values]


def answer_tiles(probabilities: NDArray[np.float32]) -> NDArray[np.float32]:
    """Probabilities (classes,) as one row."""
    return probabilities.reshape(1, 1, -1)
