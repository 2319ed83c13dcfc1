"""Made: how a run came about, as far as it decides what the run comes to: what it was told, and of a fork where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from engine.project.project import Project
from engine.runs.family.parent import Parent, origin
from engine.runs.reader import RunReader

Point: TypeAlias = tuple[str, int]  # id of a run, and a step of it


@dataclass(frozen=True)
class Made:
    """The project of a run as it was told last, its parent if it is a fork, and how its rate was changed, in words."""

    project: Project
    parent: Parent | None = None
    by_hand: str = ""

    @property
    def point(self) -> Point | None:
        """Where a fork left its parent."""
        return (self.parent.id, self.parent.step) if self.parent else None

    @property
    def begins(self) -> str:
        """With what weights, in words."""
        if self.parent is None:
            return "Its own first weights"
        return f"Step {self.parent.step:,} of “{self.parent.title or self.parent.id}”"


def made(reader: RunReader) -> Made:
    """Of a run on disk. Raises LayerscopeError where its project cannot be read."""
    return Made(reader.folder.latest_project(), origin(reader.folder.parent_file), reader.by_hand())
