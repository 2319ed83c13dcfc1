"""Kept steps: the answers about the steps of a run that can be looked back at, from its folder alone."""

from __future__ import annotations

from pathlib import Path
from typing import assert_never

from engine.events import Evaluated
from engine.runs.folder import RunFolder
from engine.runs.kept.snapshots import Snapshots
from engine.runs.reader import RunReader
from engine.service.runs.step_questions import FindBest, FindEvaluations, ListSteps, OfSteps


def answered(question: OfSteps) -> tuple[int, ...] | tuple[Evaluated, ...] | int | None:
    """Raises RunFolderError in words."""
    match question:
        case ListSteps(run=run):
            return tuple(Snapshots(RunFolder.open(run).snapshots).steps())
        case FindEvaluations(run=run, step=step):
            return evaluations_at(run, step)
        case FindBest(run=run):
            return RunReader(run).best_step()
        case _:
            assert_never(question)


def evaluations_at(run: Path, step: int) -> tuple[Evaluated, ...]:
    """Of each split the last one that was not after a step, the newest of all last."""
    found: dict[str, Evaluated] = {}
    for event in RunReader(run).evaluations():
        if event.step <= step:
            found.pop(event.split, None)
            found[event.split] = event
    return tuple(found.values())
