"""Places: the pages below the chart by name and in order, and how much of the centre each of them wants."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

Space: TypeAlias = Literal["shares", "all"]


class Place(msgspec.Struct, frozen=True):
    """One page: it shares the centre with the chart, or takes all of it but the chart's one line."""

    key: str
    title: str
    space: Space = "all"
    scrolls: bool = False  # by itself; else it stands in a scroll area


STACK, TRY_IT = Place("stack", "Stack"), Place("try", "Try it")  # in a window too narrow for places of their own
PLACES = (
    Place("inspect", "Inspect", "shares", scrolls=True),
    Place("data", "Data", scrolls=True),
    Place("training", "Training"),
    Place("results", "Results", scrolls=True),
    Place("runs", "Runs", scrolls=True),
)
