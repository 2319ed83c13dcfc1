"""Questions about how a layer's weights, gradients and outputs spread, and what its dropout drops."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from engine.data.pixel_scale import PixelScale as PixelScale  # noqa: PLC0414  # the window takes it from here
from engine.errors import DataError
from engine.inspection.statistics.histogram import Channels as Channels  # noqa: PLC0414  # the window takes these
from engine.inspection.statistics.histogram import Histogram as Histogram  # noqa: PLC0414  # from here
from engine.inspection.statistics.layer_statistics import LayerStatistics as LayerStatistics  # noqa: PLC0414
from engine.inspection.statistics.layer_statistics import Mode as Mode  # noqa: PLC0414
from engine.inspection.statistics.layer_statistics import NormFigures as NormFigures  # noqa: PLC0414
from engine.inspection.statistics.layer_statistics import Spread as Spread  # noqa: PLC0414
from engine.inspection.statistics.layer_statistics import TensorStatistics as TensorStatistics  # noqa: PLC0414
from engine.project.project import Project
from engine.service.answers import ImageRef, Values
from engine.service.looking.layers.time_questions import Ridge
from engine.service.question import Question
from engine.training.weight_step.update import Update as Update  # noqa: PLC0414  # and these
from engine.training.weight_step.update import Updates as Updates  # noqa: PLC0414

RidgeOf: TypeAlias = Literal["weights", "outputs", "gradients"]


class Gathered(msgspec.Struct, frozen=True, eq=False):
    """The statistics of a layer of the shown model at a step; `missing` is why there are none of images.

    `of` is how many training images there are, of which some were looked at. Where the image itself comes in, `pixels`
    says of each of its channels what the network gets for its pixels.
    """

    step: int
    layer: LayerStatistics
    missing: DataError | None = None
    of: int = 0
    pixels: tuple[PixelScale, ...] = ()


class Dropped(msgspec.Struct, frozen=True, eq=False):
    """What a dropout is given for an image, and by what it multiplies that in training: 0 for what it drops.

    Both are (channels, height, width) or (features,). `maps`: it drops whole maps, each with this probability.
    """

    address: str
    image: ImageRef
    step: int
    probability: float
    given: Values
    factors: Values
    maps: bool = False


class GatherStatistics(Question[Gathered], frozen=True):
    """How a layer of the shown model, as it is muted, spreads over a sample of the training images.

    InputError where the model has no such layer. Of a network that cannot answer yet there are no gradients.
    """

    channel = "statistics"
    long = True
    address: str
    mode: Mode


class DropOut(Question[Dropped | None], frozen=True):
    """What a dropout of the shown model would drop of an image in training, by a mask of the seed `draw`.

    None where nothing is drawn. InputError where the layer is no dropout, DataError where the image is missing.
    """

    channel = "dropout"
    long = True
    address: str
    image: ImageRef
    draw: int


class GatherRidge(Question[Ridge], frozen=True):
    """How a layer of the shown model spread at up to 36 of the steps that its run keeps, over a few training images.

    What goes out, or the gradient of its weights; values that are exactly 0 are left out of the shares. Tells Progress
    by steps. InputError where the shown model is of another run, or has no such layer or gradient; DataError. Its
    weights are read as by ReadRidge, without images: all are one question, so that of two kinds the newer one counts.
    """

    channel = "ridge of statistics"
    long = True
    run: Path
    address: str
    what: RidgeOf
    mode: Mode


class MeasureUpdates(Question[Updates], frozen=True):
    """How far the next step of a training moves the weights of each layer, beside their length.

    `run` and `step` are as for ExplainStep. Where what the optimiser keeps is not known after that step, it is how far
    a step moved them on average between the kept steps around it. InputError, RunFolderError and DataError in words.
    """

    channel = "updates"
    long = True
    project: Project
    run: Path | None
    step: int | None


OfStatistics: TypeAlias = GatherStatistics | DropOut | GatherRidge
