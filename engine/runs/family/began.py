"""Began: whether a run's first weights had learned something, as they were kept; where they came from does not tell."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from engine.errors import NewerVersion
from engine.files import write_aside
from engine.runs.family.parent import lies_at, origin
from engine.typed.document import written
from engine.typed.versions import Format

if TYPE_CHECKING:
    from engine.runs.folder import RunFolder


class Began(msgspec.Struct, frozen=True):
    """Of a run that began with other weights than drawn ones: whether any that had learned fitted its network."""

    learned: bool = False
    version: Literal[1] = 1


BEGAN = Format("began", Began)


def save_began(began: Began, path: Path) -> None:
    """Writes it; raises OSError."""
    write_aside(path, written(began))


def began_learned(run: RunFolder) -> bool:
    """Whether a run began with weights that had learned something: a fork of an untrained step did not."""
    seen: set[str] = set()  # a folder may be changed by hand, so that it goes on from itself
    while (began := _read(run.began_file)) is None and run.id not in seen:
        seen.add(run.id)
        parent = origin(run.parent_file)
        if parent is None or parent.step > 0 or parent.behind.steps > 0:
            return parent is not None
        folder = lies_at(parent, run.path)
        if folder is None:
            return False
        run = type(run)(folder)  # of step 0 of a run of before it has the same weights
    return began is not None and began.learned


def _read(path: Path) -> Began | None:
    """None of a run that drew its weights, or began before this was kept, and where it cannot be read."""
    try:
        return BEGAN.read_file(path)
    except NewerVersion:
        return None
