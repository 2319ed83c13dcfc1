"""The parent of a run: where a fork took its first weights from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from engine.errors import NewerVersion
from engine.files import write_aside
from engine.typed.document import written
from engine.typed.versions import Format, Plain


class Behind(msgspec.Struct, frozen=True):
    """What was trained before a fork's first step, by its parent and by all before that; None where nobody knows."""

    steps: Annotated[int, Meta(ge=0)] = 0
    epochs: Annotated[float, Meta(ge=0)] | None = None
    seconds: Annotated[float, Meta(ge=0)] | None = None  # of the training steps


NOTHING_BEHIND = Behind(0, 0.0, 0.0)


class Parent(msgspec.Struct, frozen=True):
    """Another run, by the absolute path and title that it had then, and the step after which its weights were taken.

    `accuracy` is what these reached on the test images, where they were tried.
    """

    run: str
    step: Annotated[int, Meta(ge=0)]
    title: str = ""
    accuracy: float | None = None
    behind: Behind = Behind()
    version: Literal[2] = 2

    @property
    def id(self) -> str:
        """The name of its folder."""
        return Path(self.run).name


def _with_what_lies_behind(raw: Plain) -> Plain:
    """Version 2: what was trained before; of a fork of before the parent's own steps are known."""
    return {**raw, "behind": {"steps": raw["step"]}}


PARENT = Format("parent", Parent, (_with_what_lies_behind,))


def save_parent(parent: Parent, path: Path) -> None:
    """Writes it; raises OSError."""
    write_aside(path, written(parent))


def read_parent(path: Path) -> Parent | None:
    """Where a run forked off; None for one that began by itself, and where that cannot be read. Raises NewerVersion."""
    return PARENT.read_file(path)


def origin(parent_file: Path) -> Parent | None:
    """As `read_parent`, and None also for one that a newer program wrote."""
    try:
        return read_parent(parent_file)
    except NewerVersion:
        return None


def lies_at(parent: Parent, fork: Path) -> Path | None:
    """The folder of a parent: where it was, or beside the folder of its fork; None where it is gone."""
    for path in (Path(parent.run), fork.parent / parent.id):
        try:
            if (path / "project.json").is_file():
                return path
        except (OSError, ValueError):  # a name that no system takes
            continue
    return None
