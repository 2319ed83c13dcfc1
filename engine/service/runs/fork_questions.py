"""Questions about forks: from where a run can be begun, and from which run one was."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

import msgspec

from engine.service.answers import KeptPoints, KnownParent
from engine.service.question import Question


class ForkFrom(msgspec.Struct, frozen=True):
    """The wish to begin from a run, by its folder: from a step that it keeps, or its newest checkpoint."""

    run: Path
    step: int | None = None


class ListForkPoints(Question[KeptPoints], frozen=True):
    """The steps that a run keeps, with what each reached."""

    channel = "fork points"
    long = True
    run: Path


class HoldPoint(Question[None], frozen=True):
    """Keep in memory what the next run is to begin from, whatever becomes of the run; None: no longer."""

    channel = "fork point"
    long = True
    fork: ForkFrom | None


class FindParent(Question[KnownParent | None], frozen=True):
    """The run that a run began from, and where it lies now; None for one that began by itself."""

    channel = "parent"
    long = True
    run: Path


OfForks: TypeAlias = ListForkPoints | FindParent | HoldPoint
