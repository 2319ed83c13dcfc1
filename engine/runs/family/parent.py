"""The parent of a run: where a fork took its first weights from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from engine.errors import NewerVersion
from engine.files import write_aside
from engine.text import one_line
from engine.typed.document import written
from engine.typed.versions import Format, Plain

Origin: TypeAlias = tuple[str, int]  # the name of a run's folder, and the step after which it had these weights


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

    @property
    def origin(self) -> Origin:
        """Where its weights are from; the same wherever the runs lie by now."""
        return self.id, self.step


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


def known_parent(parent_file: Path) -> Parent | None:
    """The parent of a fork, as far as it can be read; None of a run that began by itself."""
    try:
        return read_parent(parent_file)
    except NewerVersion:
        return None


def behind(parent: Parent | None) -> Behind:
    """What was trained before the first step of a run with this parent."""
    return NOTHING_BEHIND if parent is None else parent.behind


def same_beginning(first: Parent | None, other: Parent | None) -> bool:
    """Whether two runs began with weights of the same kind: new ones, or those of the same step of the same run."""
    return (first and first.origin) == (other and other.origin)


def beginning_difference(first: Parent | None, other: Parent | None) -> str:
    """With what a run began that another one did not begin with; nothing where they are alike."""
    if same_beginning(first, other):
        return ""
    if other is None:
        return "Begins with new weights"
    return f"Begins from “{one_line(other.title) or other.id}” at step {other.step:,}"


def lies_at(parent: Parent, fork: Path) -> Path | None:
    """The folder of a parent: where it was, or beside the folder of its fork; None where it is gone."""
    for path in (Path(parent.run), fork.parent / parent.id):
        try:
            if (path / "project.json").is_file():
                return path
        except (OSError, ValueError):  # a name that no system takes
            continue
    return None
