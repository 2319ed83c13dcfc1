"""What the service answers about many images as the last hidden layer of the shown model has them; plain arrays."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from engine.service.answers import ImageRef, Pixels, Values

Layout: TypeAlias = Literal["PCA", "t-SNE"]
Labels: TypeAlias = NDArray[np.int64]


class Embedded(msgspec.Struct, frozen=True, eq=False):
    """Test images in two dimensions, and what the model of a step takes each for; arrays (images,).

    `address` is the layer whose output is laid out, None where that is the image itself or has no address; `learned`
    says whether weights come before it. `share` of all that differs is held by both axes of PCA.
    """

    step: int
    layout: Layout
    indexes: Labels  # in the test images
    points: Values  # (images, 2)
    labels: Labels
    predicted: Labels
    probability: Values  # of the predicted class
    count: int  # of all test images
    features: int  # numbers of an image that are laid out
    address: str | None
    learned: bool
    share: float | None = None

    @property
    def right(self) -> NDArray[np.bool_]:
        """Which are answered rightly."""
        right: NDArray[np.bool_] = self.labels == self.predicted
        return right


class Nearest(msgspec.Struct, frozen=True, eq=False):
    """The training images nearest to an image in the last hidden layer of the model of a step, nearest first.

    `indexes` are those in the training images, `pixels` (n, channels, height, width). `share` of the test images, 0 to
    1, are nearer to their three nearest. All are taken from `known` training and `tested` test images, always the same.
    """

    image: ImageRef
    step: int
    indexes: tuple[int, ...]
    labels: tuple[int, ...]
    pixels: Pixels
    share: float
    known: int
    tested: int
