"""Made: how a run came about, as far as it decides what the run comes to: what it was told, and of a fork where."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from msgspec import structs

from engine.events import RateChanged, cross_entropy_alone, rate_changes
from engine.project.project import Project
from engine.project.training.rate.by_hand import in_words
from engine.project.training.training_settings import LossKind
from engine.runs.family.parent import Parent, origin
from engine.runs.family.typed_in import TypedIn, read_typed_in, typed_in_words
from engine.runs.reader import RunReader

Point: TypeAlias = tuple[str, int]  # id of a run, and a step of it


@dataclass(frozen=True)
class Made:
    """The project of a run as it was told last, its parent if it is a fork, and how its rate was changed by hand.

    `cross_entropy_alone`: its evaluations tell no other loss, whatever it was trained by, as in an earlier program.
    `typed_in`: filters of its first weights that a person typed in. `run` is its id, by which forks of it know it.
    """

    project: Project
    parent: Parent | None = None
    changes: tuple[RateChanged, ...] = ()
    cross_entropy_alone: bool = False
    typed_in: TypedIn = ()
    run: str = field(default="", compare=False)

    @property
    def point(self) -> Point | None:
        """Where a fork left its parent."""
        return (self.parent.id, self.parent.step) if self.parent else None

    @property
    def typed(self) -> TypedIn:
        """The filters that were typed in, whatever their layers are called."""
        return tuple(structs.replace(one, layer="") for one in self.typed_in)

    @property
    def changed(self) -> tuple[RateChanged, ...]:
        """How its rate was changed by hand, whenever and in whatever run that was."""
        return tuple(structs.replace(change, run="", time=0.0) for change in self.changes)

    @property
    def evaluated_loss(self) -> LossKind:
        """What its evaluations tell that can stand beside the loss of its training."""
        return "cross-entropy" if self.cross_entropy_alone else self.project.training.loss

    @property
    def by_hand(self) -> str:
        """The same, in words."""
        return in_words(self.changes)

    @property
    def begins(self) -> str:
        """With what weights, in words."""
        return ", ".join(filter(None, (self._begins, self.by_person)))

    @property
    def by_person(self) -> str:
        """Which of its first weights a person typed in, in words; empty where none."""
        return f"{typed_in_words(self.typed_in)} typed in by hand" if self.typed_in else ""

    @property
    def _begins(self) -> str:
        if self.parent is None:
            return "Its own first weights"
        return f"Step {self.parent.step:,} of “{self.parent.title or self.parent.id}”"


def made(reader: RunReader) -> Made:
    """Of a run on disk. Raises LayerscopeError where its project cannot be read."""
    project, events = reader.folder.latest_project(), reader.events()
    alone = cross_entropy_alone(events)
    folder = reader.folder
    typed_in = read_typed_in(folder.typed_in_file)
    return Made(project, origin(folder.parent_file), rate_changes(events), bool(alone), typed_in, folder.id)
