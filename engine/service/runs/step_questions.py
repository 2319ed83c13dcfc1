"""Questions about the steps of a run that can be looked back at, and what stood at one of them."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from engine.events import Evaluated
from engine.service.question import Question


class ListSteps(Question[tuple[int, ...]], frozen=True):
    """The steps of which a run keeps snapshots of its weights, rising. Needs no torch; RunFolderError."""

    channel = "kept steps"
    long = True
    run: Path


class FindEvaluations(Question[tuple[Evaluated, ...]], frozen=True):
    """Of each split the last evaluation of a run that was not after a step, the newest of all last; RunFolderError."""

    channel = "evaluations"
    long = True
    run: Path
    step: int


class FindBest(Question[int | None], frozen=True):
    """The best step of a run on its validation images, where the recipe keeps its weights and they are there."""

    channel = "best step"
    long = True
    run: Path


OfSteps: TypeAlias = ListSteps | FindEvaluations | FindBest
