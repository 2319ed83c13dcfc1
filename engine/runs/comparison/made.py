"""Made: how a run came about, as far as it decides what the run comes to: what it was told, and of a fork where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from msgspec import structs

from engine.events import RateChanged, rate_changes
from engine.project.project import Project
from engine.project.training.by_hand import in_words
from engine.runs.family.parent import Parent, origin
from engine.runs.reader import RunReader

Point: TypeAlias = tuple[str, int]  # id of a run, and a step of it


@dataclass(frozen=True)
class Made:
    """The project of a run as it was told last, its parent if it is a fork, and how its rate was changed by hand."""

    project: Project
    parent: Parent | None = None
    changes: tuple[RateChanged, ...] = ()

    @property
    def point(self) -> Point | None:
        """Where a fork left its parent."""
        return (self.parent.id, self.parent.step) if self.parent else None

    @property
    def changed(self) -> tuple[RateChanged, ...]:
        """How its rate was changed by hand, whenever and in whatever run that was."""
        return tuple(structs.replace(change, run="", time=0.0) for change in self.changes)

    @property
    def by_hand(self) -> str:
        """The same, in words."""
        return in_words(self.changes)

    @property
    def begins(self) -> str:
        """With what weights, in words."""
        if self.parent is None:
            return "Its own first weights"
        return f"Step {self.parent.step:,} of “{self.parent.title or self.parent.id}”"


def made(reader: RunReader) -> Made:
    """Of a run on disk. Raises LayerscopeError where its project cannot be read."""
    return Made(reader.folder.latest_project(), origin(reader.folder.parent_file), rate_changes(reader.events()))
