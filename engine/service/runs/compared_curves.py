"""Compared curves: those of several runs, read once as long as their logs stay as they were."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from engine.errors import LayerscopeError
from engine.project.project import Project
from engine.runs.comparison.caveats import other_images, other_loss
from engine.runs.comparison.curves import StoredCurves, stored_curves
from engine.runs.comparison.difference import run_difference
from engine.runs.comparison.groups import without_luck
from engine.runs.family.parent import Parent
from engine.runs.folder import RunFolder
from engine.service.answers import ComparedCurves, ComparedRun

Begun: TypeAlias = tuple[Project, Parent | None]  # what a run was told, and of a fork its parent
MOST = 48  # runs whose curves are kept, each of a megabyte or less
Stamp: TypeAlias = tuple[tuple[int, int], ...]  # size and time of the last change of each log


@dataclass(frozen=True)
class Standing:
    """How a project stands beside a first one: what it is without its seed, and how it differs."""

    told: Begun
    first: Begun
    recipe: object
    difference: str
    images: str
    loss: str


class CurvesOnDisk:
    """Reads the curves of runs; only one thread at a time may ask."""

    def __init__(self) -> None:
        self._kept: dict[Path, tuple[Stamp, StoredCurves]] = {}  # those asked for last at the end
        self._standings: dict[Path, Standing] = {}  # of those that were asked for last

    def compared(self, folders: tuple[Path, ...], first: Begun | None, go_on: Callable[[], None]) -> ComparedCurves:
        """All of them that can be read, told from `first`, or else from the first of them; raises Stopped."""
        read, refused = [], []
        for folder in folders:
            go_on()
            try:
                read.append(self._read(folder))
            except LayerscopeError as error:
                refused.append((folder, error))
        reference = first or (_begun(read[0]) if read else (Project(), None))
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

    def _told(self, runs: list[StoredCurves], first: Begun) -> tuple[ComparedRun, ...]:
        """Each with what tells it from the first, and which of them differ in their seeds alone: 0: as the first."""
        self._standings = {run.folder: self._standing(run, first) for run in runs}
        numbers = {_recipe(first): 0}
        told = []
        for run in runs:
            found = self._standings[run.folder]
            group = numbers.setdefault(found.recipe, len(numbers))
            told.append(ComparedRun(run, found.difference, group, found.images, found.loss))
        return tuple(told)

    def _standing(self, run: StoredCurves, first: Begun) -> Standing:
        """As it was found last, as long as neither of the two was told anything else."""
        known, told = self._standings.get(run.folder), _begun(run)
        if known is not None and (known.told, known.first) == (told, first):
            return known
        images, loss = other_images(first[0], run.project), other_loss(first[0], run.project)
        return Standing(told, first, _recipe(told), _difference(first, told), images, loss)


def _begun(run: StoredCurves) -> Begun:
    return run.project, run.parent


def _recipe(run: Begun) -> object:
    """The same value for all runs of a group."""
    project, parent = run
    return without_luck(project), parent and parent.origin


def _difference(first: Begun, other: Begun) -> str:
    """In a sentence; of equal stacks whose layers have other ids nothing is said."""
    if _recipe(first) != _recipe(other):
        return run_difference(first[0], other[0], (first[1], other[1])).sentence
    before, after = first[0].training.seed, other[0].training.seed
    return f"Seed {before} → {after}" if before != after else "Made alike"


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
