"""Questions about how a layer's weights, gradients and outputs spread, and what its dropout drops."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from engine.errors import DataError
from engine.inspection.statistics.histogram import Channels as Channels  # noqa: PLC0414  # the window takes these
from engine.inspection.statistics.histogram import Histogram as Histogram  # noqa: PLC0414  # from here
from engine.inspection.statistics.layer_statistics import LayerStatistics as LayerStatistics  # noqa: PLC0414
from engine.inspection.statistics.layer_statistics import Mode as Mode  # noqa: PLC0414
from engine.inspection.statistics.layer_statistics import NormFigures as NormFigures  # noqa: PLC0414
from engine.inspection.statistics.layer_statistics import Spread as Spread  # noqa: PLC0414
from engine.inspection.statistics.layer_statistics import TensorStatistics as TensorStatistics  # noqa: PLC0414
from engine.service.answers import ImageRef, Values
from engine.service.question import Question


class Gathered(msgspec.Struct, frozen=True, eq=False):
    """The statistics of a layer of the shown model at a step; `missing` is why there are none of images."""

    step: int
    layer: LayerStatistics
    missing: DataError | None = None


class Dropped(msgspec.Struct, frozen=True, eq=False):
    """What a dropout is given for an image and what it gives in training, (channels, height, width) or (features,)."""

    address: str
    image: ImageRef
    step: int
    probability: float
    given: Values
    gave: Values


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


OfStatistics: TypeAlias = GatherStatistics | DropOut
