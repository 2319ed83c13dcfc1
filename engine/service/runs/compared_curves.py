"""Compared curves: those of several runs, read once as long as their logs stay as they were."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from engine.errors import LayerscopeError
from engine.project.project import Project
from engine.runs.comparison.beyond import NOTHING, Beyond, Both
from engine.runs.comparison.caveats import other_images, other_loss
from engine.runs.comparison.curves import StoredCurves, stored_curves
from engine.runs.comparison.difference import run_difference
from engine.runs.comparison.groups import same_but_seed, without_luck
from engine.runs.folder import RunFolder
from engine.service.answers import ComparedCurves, ComparedRun

MOST = 48  # runs whose curves are kept, each of a megabyte or less
First: TypeAlias = tuple[Project, Beyond]  # what the others are told from, and what else sets it apart
Stamp: TypeAlias = tuple[tuple[int, int], ...]  # size and time of the last change of each log


@dataclass(frozen=True)
class Standing:
    """How a project stands beside a first one: what it is without its seed, and how it differs."""

    project: Project
    first: Project
    recipe: Project
    difference: str
    images: str
    loss: str
    beyond: Both = (NOTHING, NOTHING)  # what else sets the two apart


class CurvesOnDisk:
    """Reads the curves of runs; only one thread at a time may ask."""

    def __init__(self) -> None:
        self._kept: dict[Path, tuple[Stamp, StoredCurves]] = {}  # those asked for last at the end
        self._standings: dict[Path, Standing] = {}  # of those that were asked for last

    def compared(self, folders: tuple[Path, ...], first: First | None, go_on: Callable[[], None]) -> ComparedCurves:
        """All of them that can be read, told from `first`, or else from the first of them; raises Stopped."""
        read, refused = [], []
        for folder in folders:
            go_on()
            try:
                read.append(self._read(folder))
            except LayerscopeError as error:
                refused.append((folder, error))
        reference = first or ((read[0].project, read[0].beyond) if read else (Project(), NOTHING))
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

    def _told(self, runs: list[StoredCurves], first: First) -> tuple[ComparedRun, ...]:
        """Each with what tells it from the first, and which of them differ in their seeds alone: 0: as the first."""
        self._standings = {run.folder: self._standing(run, first) for run in runs}
        numbers = {(without_luck(first[0]), first[1].alike): 0}
        told = []
        for run in runs:
            found = self._standings[run.folder]
            group = numbers.setdefault((found.recipe, run.beyond.alike), len(numbers))
            told.append(ComparedRun(run, found.difference, group, found.images, found.loss))
        return tuple(told)

    def _standing(self, run: StoredCurves, told: First) -> Standing:
        """As it was found last, as long as neither of the two was told anything else."""
        known = self._standings.get(run.folder)
        beyond = told[1], run.beyond
        if known is not None and (known.project, known.first, known.beyond) == (run.project, told[0], beyond):
            return known
        first = told[0]
        images, loss = other_images(first, run.project), other_loss(first, run.project)
        recipe = without_luck(run.project)
        return Standing(run.project, first, recipe, _difference(first, run.project, beyond), images, loss, beyond)


def _difference(first: Project, other: Project, beyond: Both) -> str:
    """In a sentence; of equal stacks whose layers have other ids nothing is said."""
    if beyond[0].alike != beyond[1].alike or not same_but_seed(first, other):
        return run_difference(first, other, beyond).sentence
    before, after = first.training.seed, other.training.seed
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
