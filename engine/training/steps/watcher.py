"""Watcher: follows the figures of each epoch, lowers the rate by them, knows the best step, and says when to end."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from engine.project.project import Project
from engine.project.training.rate.plateau import after
from engine.project.training.rate.schedules import OnPlateau
from engine.project.training.watching import EpochFigures, Plateau, Waited, Watched, best, waited
from engine.project.training.watching_words import fallen, ran_out, validates


class Watcher:
    """What it knows is one value, `watched`, so that a checkpoint holds it."""

    def __init__(self, project: Project) -> None:
        training, kept_back = project.training, validates(project)
        schedule = training.schedule
        self._project = project
        self._schedule = schedule if isinstance(schedule, OnPlateau) else None
        self._stopping = training.early_stopping if kept_back else None
        self._best = training.keep_best if kept_back else None
        self.watched = Watched(plateau=Plateau(training.optimiser.rate) if self._schedule else None)

    @property
    def keeps_best(self) -> bool:
        """Whether the weights of the best step are to be kept."""
        return self._best is not None

    @property
    def best_step(self) -> int | None:
        """The best step so far."""
        return self.watched.best.step if self.watched.best else None

    @property
    def lowered(self) -> float | None:
        """The rate that it has come down to on a plateau; None where the schedule is another."""
        return self.watched.plateau.rate if self.watched.plateau else None

    @property
    def out_of_patience(self) -> bool:
        """Whether the run is to end."""
        return self._stopping is not None and self.watched.waited.epochs >= self._stopping.patience

    def go_on(self, watched: Watched) -> None:
        """Knows what a checkpoint holds."""
        self.watched = watched

    def wait_anew(self) -> None:
        """Patience begins anew: somebody wants to go on with a run that had ended for want of it."""
        self.watched = structs.replace(self.watched, waited=Waited(self.watched.waited.best))

    def due(self, epoch: int) -> bool:
        """Whether the figures of an epoch were not taken yet, and anything comes of them."""
        return epoch > self.watched.epoch and bool(self._schedule or self._stopping or self._best)

    def note(
        self, epoch: int, step: int, figures: EpochFigures, rate_factor: float = 1.0, *, last: bool = False
    ) -> Iterator[str]:
        """Takes the figures of an epoch that ended at a step; says in sentences what comes of them.

        The rate that is told is multiplied by what it was changed by hand; after the `last` epoch nothing ends early.
        """
        before = self.watched
        self.watched = Watched(
            epoch,
            after(self._schedule, before.plateau, figures) if self._schedule and before.plateau else None,
            waited(self._stopping, before.waited, figures) if self._stopping else before.waited,
            best(self._best, before.best, step, figures) if self._best else None,
        )
        return self._news(before.plateau, rate_factor, last=last)

    def _news(self, before: Plateau | None, rate_factor: float, *, last: bool) -> Iterator[str]:
        now = self.watched.plateau
        if before and now and now.rate < before.rate:
            yield fallen(self._project, now.rate * rate_factor)
        if self._stopping and self.out_of_patience and not last:
            yield ran_out(self._stopping)
