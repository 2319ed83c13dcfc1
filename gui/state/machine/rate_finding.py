"""Rate finding: trying which learning rate suits the document, and what was found, until one of them is taken.

Nothing trains meanwhile: a run that begins ends the search at once. So does an edit of what is tried.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Literal, TypeAlias

from engine.events import RatesTried
from engine.network.unnamed import unnamed
from engine.project.project import Project
from engine.project.training.rate.learning_rate import with_rate, without_rates
from engine.service.answers import FoundRate
from engine.service.questions import FindRate
from gui.appearance.numerals import plain
from gui.state.jobs import Jobs
from gui.state.machine.trying import Trying
from gui.state.next_run import NextRun

FIGURES = 2  # significant digits of a rate that is taken
GivenUp: TypeAlias = Literal["", "cancelled", "edited", "run"]


class RateFinding(Trying[FoundRate]):
    """Keeps the curve and the rate that is chosen on it; whoever shows them looks here."""

    question, unit = FindRate, "rates"

    def __init__(self, next_run: NextRun, jobs: Jobs) -> None:
        super().__init__(next_run, jobs)
        self.so_far: RatesTried | None = None  # the curve while it grows
        self.found: FoundRate | None = None
        self.chosen: float | None = None  # the rate that is marked
        self.given_up: GivenUp = ""  # by whom the last search was
        self._tried: Hashable = None  # what the search was about
        next_run.changed.connect(self._on_next_run)
        next_run.training_changed.connect(self._on_training)
        next_run.document.replaced.connect(self.forget)

    # --- what a person does ---

    def _prepare(self) -> None:
        self.given_up, self.so_far = "", None
        self._tried = tried_of(self._next.project)

    @property
    def curve(self) -> RatesTried | None:
        """What there is to see."""
        return self.so_far if self.working else self.found

    @property
    def stale(self) -> bool:
        """Whether what was found is of a project that is another one by now."""
        return self.found is not None and not self.working and self._tried != tried_of(self._next.project)

    @property
    def in_use(self) -> bool:
        """Whether the project has the chosen rate."""
        return self.chosen == self._next.project.training.optimiser.rate

    @property
    def too_high(self) -> bool:
        """Whether training runs away at the chosen rate."""
        if self.found is None or self.chosen is None or self.found.ended not in ("ran away", "no number"):
            return False
        return self.chosen >= float(f"{self.found.rates[-1]:.{FIGURES}g}")

    def cancel(self) -> None:
        """Ends the search."""
        self._give_up("cancelled")

    def choose(self, rate: float) -> None:
        """Marks another rate, with as many digits as the curve is worth, once there is one."""
        if self.found is not None and not self.working and not self.stale:
            self.chosen = float(f"{rate:.{FIGURES}g}")
            self.changed.emit()

    def use(self) -> None:
        """The project gets the chosen rate, by one edit."""
        if self.chosen is not None and not self.stale and not self.in_use:
            self._next.document.edit(with_rate(self._next.project, self.chosen), f"Learning rate {plain(self.chosen)}")
            self.changed.emit()

    def forget(self) -> None:
        """There is nothing to see any more."""
        self._give_up("")
        self._leave_nothing()
        self.failure, self.given_up = "", ""
        self.changed.emit()

    def _give_up(self, by: GivenUp) -> None:
        """What was being tried is of no use to anybody; a curve from before is of what was tried then."""
        if self.working:
            self._jobs.drop(FindRate)
            self._leave_nothing()
            self.given_up = by
            self._end()

    # --- the engine's words ---

    def note_rates(self, tried: RatesTried) -> None:
        """Takes over the curve as it grows."""
        if self.working:
            self.so_far = tried
            self.changed.emit()

    def _on_found(self, found: FoundRate) -> None:
        self.found, self.so_far, self.chosen = found, None, found.suggestion
        self._end()

    def _leave_nothing(self) -> None:
        self.found, self.so_far, self.chosen = None, None, None

    # --- what it depends on ---

    def _on_next_run(self) -> None:
        if self.working and self._tried != tried_of(self._next.project):
            self._give_up("edited")
        self.changed.emit()

    def _on_training(self) -> None:
        if self._next.training:
            self._give_up("run")
        self.changed.emit()


def tried_of(project: Project) -> Hashable:
    """What of a project its curve depends on: all but the rate, the schedule and what only watches."""
    return unnamed(project.network), project.data, project.facts, without_rates(project.training)
