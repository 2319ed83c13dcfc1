"""Questions about why the shown model answers so, and what it does without some of its layers."""

from __future__ import annotations

from typing import Literal, TypeAlias

from engine.inspection.attribution.methods import GradCam as GradCam  # noqa: PLC0414  # parts of a question
from engine.inspection.attribution.methods import Gradient as Gradient  # noqa: PLC0414
from engine.inspection.attribution.methods import IntegratedGradients as IntegratedGradients  # noqa: PLC0414
from engine.inspection.attribution.methods import Method as Method  # noqa: PLC0414
from engine.inspection.attribution.methods import Occlusion as Occlusion  # noqa: PLC0414
from engine.inspection.attribution.target import Target as Target  # noqa: PLC0414
from engine.inspection.muting.mutes import How as How  # noqa: PLC0414
from engine.inspection.muting.mutes import Mute as Mute  # noqa: PLC0414
from engine.inspection.muting.mutes import Mutes as Mutes  # noqa: PLC0414
from engine.service.answers import ImageRef
from engine.service.looking.layers.enlarge_questions import LookAcrossImages, OwnFilter, SurveyFilters
from engine.service.looking.looking_answers import Explained, Ranked, Weighed
from engine.service.question import Question

Baseline: TypeAlias = Literal["black", "grey"]


class Explain(Question[Explained], frozen=True):
    """Which parts of an image a class has its score from in the shown model, as it is muted, and with random weights.

    `wanted` is a class, None the one that it takes the image for; `rather_than` one that it is held against. `baseline`
    counts as nothing. InputError where the model cannot answer or lacks the class or the layer, DataError where the
    image is missing.
    """

    channel = "why"
    long = True
    image: ImageRef
    method: Method
    wanted: int | None = None
    rather_than: int | None = None
    baseline: Baseline = "black"


class UseMutes(Question[None], frozen=True):
    """What is muted in all that is asked of the shown model after this; its weights stay as they are."""

    channel = "mutes"
    mutes: Mutes


class WeighMutes(Question[Weighed], frozen=True):
    """What the present mutes cost the shown model on a sample of its test images; DataError where those are missing."""

    channel = "weigh mutes"
    long = True


class WeighOwnFilters(Question[Weighed], frozen=True):
    """The same of filters that were typed in, with all that is muted; before, the shown model has its own there."""

    channel = "weigh own filters"
    long = True
    filters: tuple[OwnFilter, ...]


class RankChannels(Question[Ranked], frozen=True):
    """The channels of a layer of the shown model by what muting each alone costs, whatever else is muted; as above."""

    channel = "rank channels"
    long = True
    address: str
    how: How = "zero"


OfLooking: TypeAlias = Explain | WeighMutes | WeighOwnFilters | RankChannels | LookAcrossImages | SurveyFilters
