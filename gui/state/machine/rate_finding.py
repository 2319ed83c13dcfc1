"""Rate finding: trying which learning rate suits the document, and what was found, until one of them is taken.

Nothing trains meanwhile: a run that begins ends the search at once. So does an edit of what is tried.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, Signal

from engine.errors import DataError, LayerscopeError
from engine.events import RatesTried
from engine.network.unnamed import unnamed
from engine.project.project import Project
from engine.project.training.learning_rate import with_rate, without_rates
from engine.service.answers import FoundRate
from engine.service.questions import FindRate, MeasureTraining, Tune
from gui.appearance.numerals import plain
from gui.state.bridge import Told
from gui.state.data.missing_data import what_is_wrong
from gui.state.error_words import in_words
from gui.state.jobs import Jobs
from gui.state.next_run import NextRun

UNIT = "rates"  # by which its progress is known
FIGURES = 2  # significant digits of a rate that is taken
BEGINNING = Told("", "Getting ready")
NOTHING = Told("", "")

GivenUp: TypeAlias = Literal["", "cancelled", "edited", "run"]


class RateFinding(QObject):
    """Asks the engine, and keeps the curve and the rate that is chosen on it; whoever shows them looks here."""

    changed = Signal()
    over = Signal()  # nothing is tried any more

    def __init__(self, next_run: NextRun, jobs: Jobs) -> None:
        super().__init__()
        self._next, self._jobs = next_run, jobs
        self.told = NOTHING  # how far the search is
        self.so_far: RatesTried | None = None  # the curve while it grows
        self.found: FoundRate | None = None
        self.chosen: float | None = None  # the rate that is marked
        self.failure = ""  # why nothing was found
        self.given_up: GivenUp = ""  # by whom the last search was
        self._tried: Hashable = None  # what the search was about
        next_run.changed.connect(self._on_next_run)
        next_run.training_changed.connect(self._on_training)
        next_run.document.drafts.changed.connect(self.changed)
        next_run.document.replaced.connect(self.forget)

    # --- what a person does ---

    @property
    def obstacle(self) -> str:
        """Why no search can begin at this moment; empty where one can."""
        if self._next.training:
            return "A run has not ended yet: stop it first."
        if self._jobs.busy(Tune):
            return "“Make it fast” is trying something: wait for its end, or cancel it."
        if not self._next.workspace.engine_ready:
            return "PyTorch is not loaded yet."
        if self._next.document.drafts.invalid or not self._next.can_train:
            return "The network cannot be trained yet."
        return ""

    def begin(self) -> None:
        """Tries rates, unless something stands against it."""
        self._next.document.drafts.settle()
        if not self.obstacle:
            self.failure, self.given_up, self.told, self.so_far = "", "", BEGINNING, None
            self._tried = tried_of(self._next.project)
            self._jobs.drop(MeasureTraining)  # neither would be right beside the other
            question = FindRate(self._next.project, self._next.machine, self._next.document.run)
            self._jobs.ask(question, self._on_found, self._on_failure)
        self.changed.emit()

    @property
    def working(self) -> bool:
        """Whether rates are being tried."""
        return self._jobs.busy(FindRate)

    @property
    def words(self) -> str:
        """How far the search is; empty while there is none."""
        return self.told.words if self.working else ""

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
        self.found, self.so_far, self.chosen, self.failure, self.given_up = None, None, None, "", ""
        self.changed.emit()

    def _give_up(self, by: GivenUp) -> None:
        """What was being tried is of no use to anybody; a curve from before is of what was tried then."""
        if self.working:
            self._jobs.drop(FindRate)
            self.found, self.so_far, self.chosen, self.given_up = None, None, None, by
            self._end()

    # --- the engine's words ---

    def note_progress(self, told: Told) -> None:
        """Takes over how far the search is; of other things it is no business here."""
        if self.working and not told.run and told.unit == UNIT and told.words:
            self.told = told
            self.changed.emit()

    def note_rates(self, tried: RatesTried) -> None:
        """Takes over the curve as it grows."""
        if self.working:
            self.so_far = tried
            self.changed.emit()

    def _on_found(self, found: FoundRate) -> None:
        self.found, self.so_far, self.chosen = found, None, found.suggestion
        self._end()

    def _on_failure(self, error: Exception) -> None:
        """One that nobody foresaw is told wherever it arises."""
        self.found, self.so_far, self.chosen = None, None, None
        if isinstance(error, DataError):
            self.failure = what_is_wrong(error, self._next.project.data.source)
        elif isinstance(error, LayerscopeError):
            self.failure = in_words(error)
        self._end()

    def _end(self) -> None:
        self.changed.emit()
        self.over.emit()

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
