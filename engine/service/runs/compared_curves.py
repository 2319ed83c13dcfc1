"""Compared curves: those of several runs, read once as long as their logs stay as they were."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from engine.errors import LayerscopeError
from engine.project.project import Project
from engine.runs.comparison.caveats import other_evaluated_loss, other_images, other_loss, other_validation
from engine.runs.comparison.curves import StoredCurves, stored_curves
from engine.runs.comparison.difference import run_difference
from engine.runs.comparison.groups import Recipe, groups, without_luck
from engine.runs.comparison.made import Made
from engine.runs.family.parent import origin
from engine.runs.family.typed_in import read_typed_in
from engine.runs.folder import RunFolder
from engine.service.answers import ComparedCurves, ReferenceRun
from engine.service.questions import CompareCurves

MOST = 48  # runs whose curves are kept, each of a megabyte or less
Stamp: TypeAlias = tuple[tuple[int, int], ...]  # size and time of the last change of each log


@dataclass(frozen=True)
class Standing:
    """How a run stands beside a first one: what it is without its seed, and how it differs."""

    made: Made
    first: Made
    recipe: Recipe
    difference: str
    caveats: tuple[str, str, str, str]  # in the order in which ReferenceRun has them

    def still_holds(self, made: Made, first: Made) -> bool:
        """Whether neither of the two was told anything else, nor read other images."""
        return all(
            one == now and one.project.counted == now.project.counted
            for one, now in ((self.made, made), (self.first, first))
        )


class CurvesOnDisk:
    """Reads the curves of runs; only one thread at a time may ask."""

    def __init__(self) -> None:
        self._kept: dict[Path, tuple[Stamp, StoredCurves]] = {}  # those asked for last at the end
        self._standings: dict[Path, Standing] = {}  # of those that were asked for last

    def compared(self, question: CompareCurves, go_on: Callable[[], None]) -> ComparedCurves:
        """All of them that can be read; raises Stopped."""
        read, refused = [], []
        for folder in question.runs:
            go_on()
            try:
                read.append(self._read(folder))
            except LayerscopeError as error:
                refused.append((folder, error))
        reference = _first(question) or (read[0].made if read else Made(Project()))
        return ComparedCurves(self._told(read, reference), tuple(refused))

    def _read(self, folder: Path) -> StoredCurves:
        """The same value as long as nothing was written."""
        stamp = _stamp(folder)
        known = self._kept.pop(folder, None)
        found = known if known is not None and known[0] == stamp else (stamp, stored_curves(folder))
        self._kept[folder] = found
        while len(self._kept) > MOST:
            del self._kept[next(iter(self._kept))]
        return found[1]

    def _told(self, runs: list[StoredCurves], first: Made) -> tuple[ReferenceRun, ...]:
        """Each with what tells it from the first, and which of them differ in their seeds alone: 0: as the first."""
        self._standings = {run.folder: self._standing(run, first) for run in runs}
        standings = [self._standings[run.folder] for run in runs]
        together = groups([without_luck(first), *(found.recipe for found in standings)])
        number = {place: number for number, places in enumerate(together) for place in places}
        return tuple(
            ReferenceRun(run, found.difference, number[place], *found.caveats)
            for place, (run, found) in enumerate(zip(runs, standings, strict=True), 1)
        )

    def _standing(self, run: StoredCurves, first: Made) -> Standing:
        """As it was found last, as long as neither of the two was told anything else."""
        known = self._standings.get(run.folder)
        if known is not None and known.still_holds(run.made, first):
            return known
        recipe, difference = without_luck(run.made), run_difference(first, run.made).words
        return Standing(run.made, first, recipe, difference, _caveats(first, run.made))


def _caveats(first: Made, other: Made) -> tuple[str, str, str, str]:
    before, after = first.project, other.project
    images, validation = other_images(before, after), other_validation(before, after)
    return images, validation, other_loss(before, after), other_evaluated_loss(first, other)


def _first(question: CompareCurves) -> Made | None:
    """With the images that it read, where it is kept: which ones those are only the disk tells."""
    project = question.first
    if project is None or question.first_folder is None:
        return None if project is None else Made(project, None, question.changes, question.cross_entropy_alone)
    run = RunFolder(question.first_folder)
    with suppress(LayerscopeError):
        project = run.as_here(project)
    parent, typed_in = origin(run.parent_file), read_typed_in(run.typed_in_file)
    return Made(project, parent, question.changes, question.cross_entropy_alone, typed_in)


def _stamp(folder: Path) -> Stamp:
    """Of what grows while a run trains; nothing where that cannot be looked at, which reading it says in words."""
    run = RunFolder(folder)
    return tuple(map(_size_and_time, (run.steps_file, run.events_file, run.legs)))


def _size_and_time(path: Path) -> tuple[int, int]:
    try:
        state = path.stat()
    except OSError:
        return 0, 0
    return state.st_size, state.st_mtime_ns
