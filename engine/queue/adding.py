"""Adding: projects that can be trained, once for each seed that is wanted, at the end of a queue."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from engine.data.facts import facts_there
from engine.errors import InputError, Place
from engine.figures import counted
from engine.project.project import Project, called, refuse_training, with_facts
from engine.project.training.seeds import with_seeds
from engine.queue.entry import Entry, QueueFile, added
from engine.queue.queue import Queue

MOST = 1000  # entries that are not ended


class Wanted(NamedTuple):
    """A project, and where its images lie: in the usual place, unless that is said."""

    project: Project
    root: Path | None = None


def add(queue: Queue, wanted: Sequence[Wanted], seeds: int = 1, device: str = "auto") -> int:
    """Adds them, all or none, and gives how many entries that makes.

    Raises InputError, in words and with the project's title, for one that cannot be trained, or whose images
    are missing: during the night nobody could do anything about it.
    """
    checked = [Wanted(_checked(*one), one.root) for one in wanted]
    by_seed = [with_seeds(one.project, seeds) for one in checked]
    _refuse_many(queue.read(), len(checked) * seeds)
    entries = []
    for (project, root), seeded in zip(checked, by_seed, strict=True):
        name = queue.add_project(project)
        made = Entry("", name, called(project.title), 0, "" if root is None else str(root.absolute()), device)
        entries += [_entry(made, one.training.seed) for one in seeded]
    queue.change(lambda before: added(before, entries))
    return len(entries)


def _entry(made: Entry, seed: int) -> Entry:
    return Entry(secrets.token_hex(8), made.project, made.title, seed, made.data_dir, made.device)


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
