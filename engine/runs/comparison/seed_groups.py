"""Seed groups: several runs put together where they differ in their seeds alone, each group beside the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.project.project import Project
from engine.runs.comparison.beyond import NOTHING, Beyond, beyond_of
from engine.runs.comparison.groups import groups
from engine.runs.comparison.luck import Luck, Spread, luck, spread
from engine.runs.comparison.tested_images import OTHERS
from engine.runs.reader import RunReader

UNTESTED = "None of its runs was tested."


@dataclass(frozen=True)
class Told:
    """What of a run decides where it belongs: its project, its accuracy on the test images, and which those are.

    `beyond` is what else sets it apart.
    """

    project: Project
    accuracy: float | None
    images: str  # their checksum, "" where it is not known
    beyond: Beyond = NOTHING


def told(reader: RunReader, accuracy: float | None) -> Told:
    """Of a run on disk with its accuracy. Raises LayerscopeError where its project cannot be read."""
    environment = reader.environment()
    images = environment.data.checksum if environment else ""
    return Told(reader.folder.latest_project(), accuracy, images, beyond_of(reader))


@dataclass(frozen=True)
class SeedGroup:
    """The places of its runs among all; what those that were tested reached, and how it stands beside the first group.

    `luck` is None of the first group, and where `remark` says why nothing can be told.
    """

    places: tuple[int, ...]
    spread: Spread | None
    luck: Luck | None = None
    remark: str = ""


def seed_groups(runs: Sequence[Told]) -> tuple[SeedGroup, ...]:
    """In the order of their first runs; none at all where each run is alone."""
    found = groups([run.project for run in runs], [run.beyond for run in runs])
    if all(len(places) == 1 for places in found):
        return ()
    members = [[runs[place] for place in places] for places in found]
    return tuple(_beside(members[0], group, tuple(places)) for group, places in zip(members, found, strict=True))


def _beside(first: list[Told], group: list[Told], places: tuple[int, ...]) -> SeedGroup:
    reached, reference = _accuracies(group), _accuracies(first)
    if not reached:
        return SeedGroup(places, None, None, UNTESTED)
    if group is first or not reference:
        return SeedGroup(places, spread(reached))
    if len({run.images for run in (*first, *group)}) > 1:
        return SeedGroup(places, spread(reached), None, OTHERS)
    return SeedGroup(places, spread(reached), luck(reference, reached))


def _accuracies(group: list[Told]) -> list[float]:
    return [run.accuracy for run in group if run.accuracy is not None]
