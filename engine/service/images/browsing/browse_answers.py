"""Browse answers: what the window is told of single images of the data, and of the batches that training gets."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from engine.project.data.splits import SplitName
from engine.service.answers import ImageOf, Pixels, Values

ImageOrder: TypeAlias = Literal["as they are", "largest file", "most wrong"]
Levels: TypeAlias = NDArray[np.int64]  # (channels, 256): how often each value occurs


class Listed(msgspec.Struct, frozen=True, eq=False):
    """Images of a split in the order that was asked for; arrays (n,).

    `places` are their indexes in the split. `predicted` and `truth` are what the run's newest evaluation on the split
    took them for, and the probability it gave to what they are; None where no run keeps any of these images.
    """

    split: SplitName
    places: NDArray[np.int64]
    labels: NDArray[np.int64]
    predicted: NDArray[np.int64] | None = None
    truth: Values | None = None
    step: int = 0  # after which it was evaluated


class Opened(msgspec.Struct, frozen=True, eq=False):
    """One image as it is stored, uint8 (channels, height, width), and what it is.

    `file` is its name below the folder that it came from and `path` the whole of it; both are empty where it was no
    file of its own.
    """

    image: ImageOf
    pixels: Pixels
    label: int
    file: str = ""
    path: str = ""


class TrainingBatch(msgspec.Struct, frozen=True, eq=False):
    """What a step, counted from 0, gets: augmented, before it is normalised.

    `pixels` uint8 (n, channels, height, width), `labels` and `places` in the training split (n,), without the own
    drawings that it gets beside them, so many as `drawings` says.
    """

    step: int
    pixels: Pixels
    labels: NDArray[np.int64]
    places: NDArray[np.int64]
    steps_per_epoch: int
    drawings: int = 0
