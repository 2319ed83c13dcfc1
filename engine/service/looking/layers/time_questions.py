"""Questions about the layers of the shown run at other steps: beside now, as a film, and how their weights spread."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from engine.inspection.over_time.film import What as What  # noqa: PLC0414  # part of a question
from engine.inspection.over_time.kernels import Kernels as Kernels  # noqa: PLC0414  # part of an answer
from engine.service.answers import ImageRef, Values
from engine.service.question import Question

Learned: TypeAlias = Literal["filters", "matrix", "scales"]  # of a convolution, a linear layer, a batch norm


class LayerThen(msgspec.Struct, frozen=True, eq=False):
    """A layer at a step as tiles (tiles, height, width): its filters and its maps; None where it has none to show.

    They are as many as make a picture, the first ones; all of them, as numbers, are `every_filter` and `every_map`.
    """

    step: int
    filters: Values | None
    maps: Values | None
    every_filter: Values | None
    every_map: Values | None


class Cut(msgspec.Struct, frozen=True):
    """How many of how many are shown: kernels, rows of a matrix or maps."""

    shown: int
    whole: int


class StepsBeside(msgspec.Struct, frozen=True, eq=False):
    """A layer at an earlier step, and as it is shown now; `image` is the one that the maps are of.

    The ranges are those of both steps together; what is not shown whole says so. `kernels` of a convolution. What
    stands as filters is what it has `learned`, whatever that is called.
    """

    address: str
    image: ImageRef | None
    before: LayerThen
    after: LayerThen
    filters_range: tuple[float, float] = (0.0, 1.0)
    maps_range: tuple[float, float] = (0.0, 1.0)
    filters_cut: Cut | None = None
    maps_cut: Cut | None = None
    kernels: Kernels | None = None
    learned: Learned = "filters"


class Ridge(msgspec.Struct, frozen=True, eq=False):
    """How the weights of a layer spread at each kept step: shares (steps, bins) between common edges (bins + 1,).

    Or something of it over so many training `images`, in batches of `batch` where they passed as in training.
    """

    address: str
    steps: tuple[int, ...]
    edges: NDArray[np.float64]
    shares: NDArray[np.float64]
    zeros: NDArray[np.float64]  # (steps,) share of the weights that are exactly 0
    images: int = 0
    batch: int | None = None


class CompareSteps(Question[StepsBeside], frozen=True):
    """A layer of the shown model beside what it was at a step that a run keeps; without an image there are no maps.

    As it has learned: nothing is muted, and no filter is one that a person typed in.

    InputError where the shown model is not of that run or lacks the layer; RunFolderError; DataError without the image.
    """

    channel = "steps beside"
    long = True
    run: Path
    step: int
    address: str
    image: ImageRef | None


class ReadRidge(Question[Ridge], frozen=True):
    """The histograms of a layer's weights at all steps that a run keeps; needs no torch. InputError, RunFolderError."""

    channel = "ridge"
    long = True
    run: Path
    address: str


class MakeFilm(Question[Path], frozen=True):
    """Write a film of the run that is shown: as a GIF, or where the name ends in .png as a strip of pictures.

    Tells Progress by steps. LayerscopeError where there is nothing to show or it cannot be written.
    """

    channel = "film"
    long = True
    run: Path
    what: What
    path: Path
    address: str | None
    image: ImageRef | None


OfTime: TypeAlias = CompareSteps | ReadRidge | MakeFilm
