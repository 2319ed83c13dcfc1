"""Answers about one value of a layer's output: plain values and arrays, no torch in them."""

from __future__ import annotations

from dataclasses import dataclass

from engine.data.pixel_scale import PixelScale as PixelScale  # noqa: PLC0414  # the window takes it from here
from engine.inspection.arithmetic.explanation import Explanation as Explanation  # noqa: PLC0414  # the window takes these
from engine.inspection.arithmetic.explanation import Index as Index  # noqa: PLC0414  # from here
from engine.inspection.arithmetic.explanation import Place as Place  # noqa: PLC0414
from engine.inspection.arithmetic.explanation import Region as Region  # noqa: PLC0414
from engine.inspection.arithmetic.explanation import Use as Use  # noqa: PLC0414
from engine.inspection.arithmetic.workings import Added as Added  # noqa: PLC0414
from engine.inspection.arithmetic.workings import Averaged as Averaged  # noqa: PLC0414
from engine.inspection.arithmetic.workings import Convolved as Convolved  # noqa: PLC0414
from engine.inspection.arithmetic.workings import Curved as Curved  # noqa: PLC0414
from engine.inspection.arithmetic.workings import Empty as Empty  # noqa: PLC0414
from engine.inspection.arithmetic.workings import Largest as Largest  # noqa: PLC0414
from engine.inspection.arithmetic.workings import Normalised as Normalised  # noqa: PLC0414
from engine.inspection.arithmetic.workings import Passed as Passed  # noqa: PLC0414
from engine.inspection.arithmetic.workings import Softened as Softened  # noqa: PLC0414
from engine.inspection.arithmetic.workings import Weighed as Weighed  # noqa: PLC0414
from engine.inspection.arithmetic.workings import Working as Working  # noqa: PLC0414
from engine.service.answers import ImageRef
from engine.training.weight_step.weight_step import Line as Line  # noqa: PLC0414
from engine.training.weight_step.weight_step import WeightStep as WeightStep  # noqa: PLC0414


@dataclass(frozen=True, eq=False)
class ExplainedValue:
    """How the value at `held` came about in the shown model on an image, and where it goes.

    `path` are the values that belong to it, one made of the other: from a sum, such as that of a convolution, through
    its norm and activation up to a pooling; the held one is number `at`. Where `muted`, what is given is not `value`'s
    total: the channel is muted. `pixels` says of each channel of the image what the network gets for its pixels.
    """

    held: Place
    image: ImageRef
    step: int
    path: tuple[Explanation, ...]
    at: int
    muted: tuple[bool, ...]
    uses: tuple[Use, ...]
    pixels: tuple[PixelScale, ...]

    @property
    def own(self) -> Explanation:
        """Of the held one."""
        return self.path[self.at]
