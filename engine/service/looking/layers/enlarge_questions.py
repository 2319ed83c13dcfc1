"""Questions about one filter or map of the shown model, enlarged."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from engine.inspection.enlarging.parts import ACROSS_SIDE as ACROSS_SIDE  # noqa: PLC0414
from engine.inspection.enlarging.parts import MOST_LAYERS as MOST_LAYERS  # noqa: PLC0414
from engine.inspection.enlarging.parts import SHEET_SIDE as SHEET_SIDE  # noqa: PLC0414
from engine.inspection.enlarging.parts import EnlargedFilter as EnlargedFilter  # noqa: PLC0414  # answers
from engine.inspection.enlarging.parts import EnlargedMap as EnlargedMap  # noqa: PLC0414
from engine.inspection.enlarging.parts import Figures as Figures  # noqa: PLC0414
from engine.inspection.enlarging.parts import SheetLayer as SheetLayer  # noqa: PLC0414
from engine.inspection.enlarging.parts import Survey as Survey  # noqa: PLC0414
from engine.inspection.own_filters.own_filter import OwnFilter as OwnFilter  # noqa: PLC0414  # part of a question
from engine.inspection.own_filters.presets import Preset as Preset  # noqa: PLC0414  # to begin one with
from engine.inspection.own_filters.presets import preset as preset  # noqa: PLC0414
from engine.service.answers import ImageRef, Shown, Values
from engine.service.question import Question

Part: TypeAlias = Literal["filter", "map"]


class Enlarged(msgspec.Struct, frozen=True, eq=False):
    """A filter, or the map that one makes of an image, of the shown model at a step."""

    step: int
    found: EnlargedFilter | EnlargedMap
    image: ImageRef | None  # None: nothing is drawn, a black image stands for it


class AcrossImages(msgspec.Struct, frozen=True, eq=False):
    """What one filter makes of test images: maps (n, height, width) of those at `places`, and the range of all.

    Of large maps they are every `every`-th row and column.
    """

    address: str
    index: int
    step: int
    maps: Values
    places: tuple[int, ...]
    labels: tuple[int, ...]
    limits: tuple[float, float]
    every: int = 1


class Tried(msgspec.Struct, frozen=True, eq=False):
    """What stands in the place of a filter that is typed in, in the shown model at a step.

    And the maps of the model's own filter there, and of the one that is typed in.
    """

    step: int
    standing: EnlargedFilter
    before: EnlargedMap
    after: EnlargedMap


class Sheet(msgspec.Struct, frozen=True, eq=False):
    """What several layers of the shown model at a step make of an image."""

    step: int
    layers: tuple[SheetLayer, ...]


class Surveyed(msgspec.Struct, frozen=True, eq=False):
    """How the filters or units of a layer of the shown model at a step differ."""

    step: int
    found: Survey


class Enlarge(Question[Enlarged], frozen=True):
    """A filter or map of a layer of the shown model, as it is muted, by its number from 0: the nearest there is.

    Of a map also one of what the layer works on: `beside`, or the one that counts most. InputError where the layer has
    no such part, DataError where the image is missing.
    """

    channel = "enlarged"
    address: str
    part: Part
    index: int
    image: ImageRef
    beside: int | None = None


class TryFilter(Question[Tried], frozen=True):
    """What a filter that was typed in makes of an image, beside what the one in its place makes; nothing is changed.

    InputError where the layer has no such filter, DataError where the image is missing.
    """

    channel = "tried filter"
    own: OwnFilter
    image: ImageRef


class UseOwnFilters(Question[Shown | None], frozen=True):
    """Put filters that were typed in into the shown model, in all that is asked after this; no run on disk changes.

    The model that is shown then; None while there is none. What fits no layer is passed over.
    """

    channel = "own filters"
    filters: tuple[OwnFilter, ...]


class ShowSheet(Question[Sheet], frozen=True):
    """What up to twelve layers of the shown model, as it is muted, make of an image; what it lacks is left out.

    A long map is thinned to about `side` pixels.
    """

    channel = "sheet"
    addresses: tuple[str, ...]
    image: ImageRef
    side: int = SHEET_SIDE


class LookAcrossImages(Question[AcrossImages], frozen=True):
    """What the same filter makes of a few test images, the first of each class. InputError, DataError.

    A long map is thinned to about `side` pixels.
    """

    channel = "across images"
    long = True
    address: str
    index: int
    side: int = ACROSS_SIDE


class SurveyFilters(Question[Surveyed], frozen=True):
    """How the filters or units of a layer differ: their norms, which are alike, which class each answers to most.

    On a sample of the test images, as with mutes. InputError where the layer has none, DataError without images.
    """

    channel = "survey"
    long = True
    address: str
