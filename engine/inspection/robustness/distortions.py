"""Distortions, documents: what is done to images to see how far a network still knows them. No torch in them.

Each has one number, its strength, in its own unit, and a strength at which it changes nothing.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, TypeAlias, final, get_args

from msgspec import Meta

from engine.errors import InputError
from engine.text import did_you_mean
from engine.typed.document import Document, converted, learned

Kind: TypeAlias = Literal["noise", "rotation", "shift", "scale", "blur", "stroke", "contrast"]


class Distortion(Document, frozen=True, tag_field="kind"):
    """Base of all kinds; `tested` are the strengths that a curve has, rising, `nothing` among them."""

    title: ClassVar[str]
    help: ClassVar[str]
    unit: ClassVar[str]
    nothing: ClassVar[float] = 0.0
    tested: ClassVar[tuple[float, ...]]
    strength: float

    @property
    def changes_nothing(self) -> bool:
        """Whether images stay as they are."""
        return self.strength == self.nothing

    @property
    def in_words(self) -> str:
        """What was done to an image, such as "turned 30° clockwise"."""
        return self._words(f"{abs(self.strength):g}") if not self.changes_nothing else "as it is"

    def _words(self, amount: str) -> str:
        raise NotImplementedError


@final
class Noise(Distortion, frozen=True, tag="noise"):
    """Adds to each value a number of its own, drawn from a normal distribution."""

    title: ClassVar[str] = "Noise"
    help: ClassVar[str] = "Adds a random number to each pixel, as a bad camera does in the dark."
    unit: ClassVar[str] = "%"
    tested: ClassVar[tuple[float, ...]] = tuple(range(0, 101, 5))
    strength: Annotated[
        float,
        Meta(
            ge=0,
            le=100,
            title="Noise",
            description="Standard deviation of what is added, in per cent of full brightness.",
        ),
    ]

    def _words(self, amount: str) -> str:
        return f"with {amount} % noise"


@final
class Rotation(Distortion, frozen=True, tag="rotation"):
    """Turns about the centre, anticlockwise above 0."""

    title: ClassVar[str] = "Rotation"
    help: ClassVar[str] = "Turns each image about its centre. What comes free has the colour of its edge."
    unit: ClassVar[str] = "°"
    tested: ClassVar[tuple[float, ...]] = tuple(range(-180, 181, 15))
    strength: Annotated[
        float, Meta(ge=-180, le=180, title="Rotation", description="Degrees, anticlockwise; clockwise below 0.")
    ]

    def _words(self, amount: str) -> str:
        return f"turned {amount}° {'anticlockwise' if self.strength > 0 else 'clockwise'}"


@final
class Shift(Distortion, frozen=True, tag="shift"):
    """Moves sideways, to the right above 0."""

    title: ClassVar[str] = "Shift"
    help: ClassVar[str] = "Moves each image sideways. What comes free has the colour of its edge."
    unit: ClassVar[str] = "%"
    tested: ClassVar[tuple[float, ...]] = tuple(range(-50, 51, 5))
    strength: Annotated[
        float,
        Meta(ge=-50, le=50, title="Shift", description="Per cent of the width, to the right; to the left below 0."),
    ]

    def _words(self, amount: str) -> str:
        return f"moved by {amount} % of the width to the {'right' if self.strength > 0 else 'left'}"


@final
class Scale(Distortion, frozen=True, tag="scale"):
    """Makes larger or smaller about the centre."""

    title: ClassVar[str] = "Scale"
    help: ClassVar[str] = "Makes what is in each image smaller or larger. What comes free has the colour of its edge."
    unit: ClassVar[str] = "%"
    nothing: ClassVar[float] = 100.0
    tested: ClassVar[tuple[float, ...]] = (*range(20, 100, 10), *range(100, 201, 10))
    strength: Annotated[
        float, Meta(ge=20, le=200, title="Scale", description="Per cent of its size that it gets; 100 changes nothing.")
    ]

    def _words(self, amount: str) -> str:
        return f"at {amount} % of its size"


@final
class Blur(Distortion, frozen=True, tag="blur"):
    """Mixes each pixel with those around it, by a normal distribution."""

    title: ClassVar[str] = "Blur"
    help: ClassVar[str] = "Mixes each pixel with those around it, as a camera out of focus does."
    unit: ClassVar[str] = "%"
    tested: ClassVar[tuple[float, ...]] = tuple(range(16))
    strength: Annotated[
        float,
        Meta(
            ge=0,
            le=15,
            title="Blur",
            description="Standard deviation of how far a pixel spreads, in per cent of the shorter side.",
        ),
    ]

    def _words(self, amount: str) -> str:
        return f"blurred over {amount} % of the image"


@final
class StrokeWeight(Distortion, frozen=True, tag="stroke"):
    """Makes strokes thicker above 0, and thinner below: what is lighter than the edge of an image, or darker."""

    title: ClassVar[str] = "Stroke weight"
    help: ClassVar[str] = (
        "Makes strokes thicker or thinner, as another pen does: light parts on a dark edge, dark parts on a light one."
    )
    unit: ClassVar[str] = "%"
    tested: ClassVar[tuple[float, ...]] = tuple(range(-10, 11))
    strength: Annotated[
        float,
        Meta(
            ge=-10,
            le=10,
            title="Stroke weight",
            description="How far a stroke grows to each side, in per cent of the shorter side; below 0 it shrinks.",
        ),
    ]

    def _words(self, amount: str) -> str:
        return f"with strokes {'grown' if self.strength > 0 else 'shrunk'} by {amount} % of the image"


@final
class Contrast(Distortion, frozen=True, tag="contrast"):
    """Moves all values towards their mean, or away from it."""

    title: ClassVar[str] = "Contrast"
    help: ClassVar[str] = "Moves all pixels of an image towards their mean, as fog does, or away from it."
    unit: ClassVar[str] = "%"
    nothing: ClassVar[float] = 100.0
    tested: ClassVar[tuple[float, ...]] = tuple(range(0, 201, 10))
    strength: Annotated[
        float,
        Meta(ge=0, le=200, title="Contrast", description="Per cent of its contrast that it gets; 100 changes nothing."),
    ]

    def _words(self, amount: str) -> str:
        return f"at {amount} % of its contrast"


AnyDistortion: TypeAlias = Noise | Rotation | Shift | Scale | Blur | StrokeWeight | Contrast
KINDS: dict[Kind, type[AnyDistortion]] = {kind.__struct_config__.tag: kind for kind in get_args(AnyDistortion)}
for _kind in KINDS.values():
    learned(_kind)


def kind_of(kind: str) -> type[AnyDistortion]:
    """A kind by its name. Raises InputError in words."""
    for name, found in KINDS.items():
        if name == kind:
            return found
    raise InputError(f"There is no distortion “{kind}”.", did_you_mean(kind, KINDS))


def distortion(kind: str, strength: float) -> AnyDistortion:
    """A kind by its name, "rotation", at a strength. Raises InputError and ProjectError in words."""
    kind_of(kind)
    return converted({"kind": kind, "strength": strength}, AnyDistortion)  # type: ignore[arg-type]  # a union is one
