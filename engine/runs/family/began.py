"""Began: whether a run's first weights had learned something, as they were kept; where they came from does not tell."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from engine.errors import NewerVersion
from engine.files import write_aside
from engine.runs.family.parent import origin
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
    began = _read(run.began_file)
    return _by_its_parent(run) if began is None else began.learned


def _read(path: Path) -> Began | None:
    """None of a run that drew its weights, or began before this was kept, and where it cannot be read."""
    try:
        return BEGAN.read_file(path)
    except NewerVersion:
        return None


def _by_its_parent(run: RunFolder) -> bool:
    """As far as it can be told of a run that began before this was kept."""
    parent = origin(run.parent_file)
    return parent is not None and (parent.step > 0 or parent.behind.steps > 0)
