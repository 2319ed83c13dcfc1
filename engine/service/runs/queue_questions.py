"""Questions about the queue of the folder of runs: what is in it, and what is done with it. They are all answered in
their order, so that none tells how things stood before an earlier one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

from engine.project.project import Project
from engine.service.answers import QueueView
from engine.service.question import Question

QueuedTo: TypeAlias = Literal["cancel", "again", "remove", "pause", "resume"]
"""Not to be trained any more, while what those have learned that train is kept; to be trained after all, where they
failed or were cancelled; to be listed no longer, but for those that train; and, of those that train, to pause and to go
on."""


class OfQueue(Question[QueueView], frozen=True):
    """Base of them; the answer is how the queue then stands. NewerVersion and RunFolderError in words."""

    channel = "queue"
    long = True
    in_order = True


class ListQueue(OfQueue, frozen=True):
    """What is in it."""


class Enqueue(OfQueue, frozen=True):
    """Add projects, the files of projects, or the projects of runs by their folders; each with so many seeds.

    They begin with the seed `first`, or each with its own. All are added or none: InputError with the title of the
    first that cannot be trained. From then on the queue is worked through.
    """

    wanted: tuple[Project | Path, ...]
    seeds: int = 1
    first: int | None = None
    device: str = "auto"


class MoveQueued(OfQueue, frozen=True):
    """Put entries in front of another one, or at the end."""

    ids: tuple[str, ...]
    before: str | None = None


class ChangeQueued(OfQueue, frozen=True):
    """What is to become of entries: see `QueuedTo`."""

    ids: tuple[str, ...]
    to: QueuedTo


class HoldQueue(OfQueue, frozen=True):
    """Nothing is to be trained for now: those that train stop with their weights kept. Or all goes on."""

    on: bool = True


class WorkQueue(OfQueue, frozen=True):
    """See to it that the queue is worked through, where anything is left to do."""


AnyOfQueue: TypeAlias = ListQueue | Enqueue | MoveQueued | ChangeQueued | HoldQueue | WorkQueue
