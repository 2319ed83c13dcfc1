"""Statistics of a layer: what is gathered of it. Plain numbers and arrays, no torch in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.inspection.statistics.histogram import Channels, Histogram
from engine.network.shapes import Shape

Mode: TypeAlias = Literal["testing", "training"]
"""How images pass through: batch norms use their running statistics and dropout passes everything, or as training."""


@dataclass(frozen=True, eq=False)
class Spread:
    """What a layer was given or gave over all images: all values, and those of each channel or unit.

    `shape` is that for one image: (channels, height, width) or (units,).
    """

    shape: Shape
    values: Histogram
    channels: Channels


@dataclass(frozen=True, eq=False)
class TensorStatistics:
    """Weights of a kind: "weight" or "bias", of a batch norm its scale and shift; with their gradient.

    Lengths are Euclidean. There is no gradient where the layer is frozen, or the network gives no answer.
    """

    name: str
    shape: Shape
    values: Histogram
    length: float
    gradient: Histogram | None = None
    gradient_length: float | None = None


@dataclass(frozen=True, eq=False)
class NormFigures:
    """The four numbers of each channel of a batch norm, (channels,), and what is added to the variance."""

    scale: NDArray[np.float32]
    shift: NDArray[np.float32]
    running_mean: NDArray[np.float32]
    running_variance: NDArray[np.float32]
    epsilon: float

    @property
    def untouched(self) -> bool:
        """Whether its running statistics are those that it began with, so that in testing it changes nothing."""
        return bool((self.running_mean == 0).all() and (self.running_variance == 1).all())


@dataclass(frozen=True, eq=False)
class LayerStatistics:
    """A layer over a sample of `images` training images, in batches of `batch`.

    `before` is what it was given, `after` what it gave; a block has no `before`. `units` are the channels whose values
    an activation decides, after `active_at`, which is this layer or one right behind it: those that are dead give
    nothing but 0. Of these `muted` are muted by a person, counted from 0; `muted_elsewhere` says whether something else
    is. The gradient is that of the mean `loss` of the first `gradient_images`, as in `gradient_mode`.
    """

    address: str
    mode: Mode
    images: int
    batch: int
    before: Spread | None
    after: Spread | None
    tensors: tuple[TensorStatistics, ...]
    norm: NormFigures | None = None
    active_at: str | None = None
    units: Channels | None = None
    loss: float | None = None
    gradient_images: int = 0
    gradient_mode: Mode = "training"
    muted: tuple[int, ...] = ()
    muted_elsewhere: bool = False
