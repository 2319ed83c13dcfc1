"""The parent of a run: where a fork took its first weights from."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from engine.files import write_aside
from engine.typed.document import written
from engine.typed.versions import Format


class Parent(msgspec.Struct, frozen=True):
    """Another run, by the absolute path that it had then, and the step after which its weights were taken."""

    run: str
    step: int
    version: Literal[1] = 1

    @property
    def id(self) -> str:
        """The name of its folder."""
        return Path(self.run).name


PARENT = Format("parent", Parent)


def save_parent(parent: Parent, path: Path) -> None:
    """Writes it; raises OSError."""
    write_aside(path, written(parent))


def read_parent(path: Path) -> Parent | None:
    """Where a run forked off; None for one that began by itself, and where that cannot be read. Raises NewerVersion."""
    return PARENT.read_file(path)
