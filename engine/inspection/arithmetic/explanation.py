"""Explanation: one value of an instance's output, what it is made of, and where that lies. Plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from engine.inspection.arithmetic.workings import Softened, Values, Working
from engine.network.shapes import Shape

Index: TypeAlias = tuple[int, ...]  # (channel, row, column) of maps or (unit,) of a vector, from 0


class Place(NamedTuple):
    """One value: of which instance's output, and its index within that."""

    address: str
    within: Index


class Region(NamedTuple):
    """Values of maps, at these rows and columns of these channels; of a vector the units `channels`, without rows.

    Rows of a dilated kernel have gaps between them.
    """

    channels: range
    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()


class Use(NamedTuple):
    """Values of an instance's output that a value goes into."""

    address: str
    region: Region


@dataclass(frozen=True, eq=False)
class Explanation:
    """How the value at a place came about, on one image.

    `value` is what the network computed, `working` how, with a total of its own in double precision. It is made of the
    values at `window` in what each of `sources` gave, of shape `input`: addresses, or None for the image. `maps` (n,
    height, width) are those of the first source that `maps_of` names, which a page shows; none of a vector. `ranges`
    are the least and the greatest finite value of each. `around` is the map (height, width) or the vector (units,) that
    the value stands in. What it sees of the image is `seen`, None where the image has no rows and columns. Where it is
    the network's answer for a class, `probability` is what softmax makes of it. Where the source is a vector of
    flattened maps, `flattened` is the shape of those.
    """

    place: Place
    output: Shape
    value: float
    working: Working
    sources: tuple[str | None, ...]
    input: Shape
    window: Region
    seen: Region | None
    maps: Values
    maps_of: tuple[int, ...]
    ranges: tuple[tuple[float, float], ...]
    around: Values
    probability: Softened | None = None
    flattened: Shape | None = None
