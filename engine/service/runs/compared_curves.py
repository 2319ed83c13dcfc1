"""Compared curves: those of several runs, read once as long as their logs stay as they were."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, assert_never

from engine.errors import LayerscopeError
from engine.project.project import Project
from engine.runs.comparison.caveats import other_images, other_loss
from engine.runs.comparison.curves import StoredCurves, stored_curves
from engine.runs.comparison.difference import run_difference
from engine.runs.comparison.groups import same_but_seed, without_luck
from engine.service.answers import ComparedCurves, ComparedRun, RunNews
from engine.service.questions import CompareCurves, FollowRun
from engine.service.runs.followed_run import FollowedRun, Stamp, stamp_of

Answer: TypeAlias = ComparedCurves | RunNews | None
MOST = 48  # runs whose curves are kept, each of a megabyte or less


@dataclass(frozen=True)
class Standing:
    """How a project stands beside a first one: what it is without its seed, and how it differs."""

    project: Project
    first: Project
    recipe: Project
    difference: str
    images: str
    loss: str


class CurvesOnDisk:
    """Reads the curves of runs; of questions of a kind only one is answered at a time."""

    def __init__(self) -> None:
        self._kept: dict[Path, tuple[Stamp, StoredCurves]] = {}  # those asked for last at the end
        self._followed = FollowedRun()
        self._standings: dict[Path, Standing] = {}  # of those that were asked for last

    def answered(
        self, question: CompareCurves | FollowRun, go_on: Callable[[], None]
    ) -> ComparedCurves | RunNews | None:
        """What each question comes to; raises what is wrong in words, and Stopped."""
        match question:
            case CompareCurves(runs=runs, first=first):
                return self.compared(runs, first, go_on)
            case FollowRun(run=run, steps=steps, told=told):
                return self._followed.news(run, steps, told)
            case _:
                assert_never(question)

    def compared(self, folders: tuple[Path, ...], first: Project | None, go_on: Callable[[], None]) -> ComparedCurves:
        """All of them that can be read, told from `first`, or else from the first of them; raises Stopped."""
        read, refused = [], []
        for folder in folders:
            go_on()
            try:
                read.append(self._read(folder))
            except LayerscopeError as error:
                refused.append((folder, error))
        reference = first or (read[0].project if read else Project())
        return ComparedCurves(self._told(read, reference), tuple(refused))

    def _read(self, folder: Path) -> StoredCurves:
        """The same value as long as nothing was written."""
        stamp = stamp_of(folder)
        known = self._kept.pop(folder, None)
        found = known if known is not None and known[0] == stamp else (stamp, stored_curves(folder))
        self._kept[folder] = found
        while len(self._kept) > MOST:
            del self._kept[next(iter(self._kept))]
        return found[1]

    def _told(self, runs: list[StoredCurves], first: Project) -> tuple[ComparedRun, ...]:
        """Each with what tells it from the first, and which of them differ in their seeds alone: 0: as the first."""
        self._standings = {run.folder: self._standing(run, first) for run in runs}
        numbers = {without_luck(first): 0}
        told = []
        for run in runs:
            found = self._standings[run.folder]
            group = numbers.setdefault(found.recipe, len(numbers))
            told.append(ComparedRun(run, found.difference, group, found.images, found.loss))
        return tuple(told)

    def _standing(self, run: StoredCurves, first: Project) -> Standing:
        """As it was found last, as long as neither of the two was told anything else."""
        known = self._standings.get(run.folder)
        if known is not None and (known.project, known.first) == (run.project, first):
            return known
        images, loss = other_images(first, run.project), other_loss(first, run.project)
        recipe = without_luck(run.project)
        return Standing(run.project, first, recipe, _difference(first, run.project), images, loss)


def _difference(first: Project, other: Project) -> str:
    """In a sentence; of equal stacks whose layers have other ids nothing is said."""
    if not same_but_seed(first, other):
        return run_difference(first, other).sentence
    before, after = first.training.seed, other.training.seed
    return f"Seed {before} → {after}" if before != after else "Made alike"
