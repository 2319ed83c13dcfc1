"""Adding: projects that can be trained, once for each seed that is wanted, at the end of a queue."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec import structs

from engine.data.facts import facts_there
from engine.errors import InputError, Place
from engine.figures import counted
from engine.machine.devices import resolve
from engine.project.project import Project, called, refuse_training, with_facts
from engine.project.training.seeds import with_seeds
from engine.queue.entry import Entry, QueueFile, added
from engine.queue.queue import Queue

MOST = 1000  # entries that are not ended


class Wanted(NamedTuple):
    """A project, and where its images lie: in the usual place, unless that is said."""

    project: Project
    root: Path | None = None


def add(
    queue: Queue, wanted: Sequence[Wanted], seeds: int = 1, device: str = "auto", image_memory: str | None = None
) -> int:
    """Adds them, all or none, and gives how many entries that makes.

    Raises InputError, in words and with the project's title, for one that cannot be trained, or whose images
    are missing, and for a device that is not there: during the night nobody could do anything about it.
    """
    _refuse_missing(device)
    checked = [Wanted(_checked(*one), one.root) for one in wanted]
    by_seed = [with_seeds(one.project, seeds) for one in checked]
    _refuse_many(queue.read(), len(checked) * seeds)
    entries = []
    for (project, root), seeded in zip(checked, by_seed, strict=True):
        name = queue.add_project(project)
        lies = "" if root is None else str(root.absolute())
        made = Entry("", name, called(project.title), 0, lies, device, image_memory or "")
        entries += [_entry(made, one.training.seed) for one in seeded]
    queue.change(lambda before: added(before, entries))
    return len(entries)


def _entry(made: Entry, seed: int) -> Entry:
    return structs.replace(made, id=secrets.token_hex(8), seed=seed)


def _refuse_missing(device: str) -> None:
    """Raises DeviceError for a device that is not there; torch, which knows, is asked only where one is named."""
    if device not in ("auto", "cpu"):
        resolve(device)


def _checked(project: Project, root: Path | None) -> Project:
    try:
        found = with_facts(project, facts_there(project.data.source, root))
        refuse_training(found)
    except InputError as error:
        words = ", ".join(filter(None, (called(project.title), error.where.words)))
        raise type(error)(error.what, error.hint, Place(words=words)) from None
    return found


def _refuse_many(queue: QueueFile, more: int) -> None:
    there = sum(not one.ended for one in queue.entries)
    if there + more > MOST:
        raise InputError(f"A queue holds {MOST:,} runs; {counted(there, 'run')} are in it.", "Add fewer of them.")
