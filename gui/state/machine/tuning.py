"""Tuning: trying what trains the document's network fastest on this machine, and what was found for it before.

Nothing trains meanwhile: a run that begins ends the trying at once. So does an edit of what is tried.
"""

from __future__ import annotations

from collections.abc import Hashable

from engine.project.training.precision import with_precision
from engine.service.answers import Compute, KnownSetup, Tuned
from engine.service.questions import FindSetup, ForgetSetup, Tune
from gui.appearance.numerals import in_figures
from gui.state.jobs import Jobs
from gui.state.machine.trying import Trying
from gui.state.message_queue import MessageQueue
from gui.state.next_run import NextRun

MOST = 20  # tables that are kept, for whoever takes an edit back; the oldest go


class Tuning(Trying[Tuned]):
    """Keeps what the engine says for the document as it is; whoever shows it looks here."""

    question, unit = Tune, "setups"

    def __init__(self, next_run: NextRun, jobs: Jobs, messages: MessageQueue) -> None:
        super().__init__(next_run, jobs)
        self._messages = messages
        self.tuned: Tuned | None = None
        self._found: dict[Hashable, Tuned] = {}  # all of them, by what was tried
        self.known: KnownSetup | None = None  # what the next run takes where nobody says otherwise
        self.cancelled = False  # whether a person gave the last trying up
        self._tries, self._shows = _tried(next_run), _shown(next_run)  # when it was looked at last
        next_run.changed.connect(self._on_next_run)
        next_run.training_changed.connect(self._on_training)

    # --- what a person does ---

    @property
    def _own_obstacle(self) -> str:
        chosen = self._next.machine.threads
        return f"Threads is set to {chosen}: choose Automatic for what is fastest." if chosen else ""

    def _prepare(self) -> None:
        self.cancelled = False

    def cancel(self) -> None:
        """Ends the trying; nothing of it is kept, and what was found before stays."""
        self.cancelled = self.working
        self._give_up()

    def _give_up(self) -> None:
        if self.working:
            self._jobs.drop(Tune)
            self._end()

    def forget(self) -> None:
        """The next run is as if nothing had been found for its network."""
        self._found.pop(self._tries, None)
        self.tuned, self.known, self.cancelled = None, None, False
        self._jobs.ask(ForgetSetup(self._next.project, self._next.machine), self._on_forgotten)
        self.changed.emit()

    @property
    def in_recipe(self) -> bool:
        """Whether the recipe has the precision of the best that was found."""
        return self.tuned is None or self.tuned.best.precision == self._next.project.training.precision

    def take_precision(self) -> None:
        """The recipe gets the precision of the best, by one edit."""
        if self.tuned is not None and not self.in_recipe:
            precision = self.tuned.best.precision
            self._next.document.edit(with_precision(self._next.project, precision), f"Precision {precision}")

    @property
    def compute(self) -> Compute | None:
        """What the next run is trained on, as far as that can be known; None until the engine is ready.

        Threads are 0 where they are found out before its first step.
        """
        machine, usual = self._next.machine, self._next.workspace.compute
        if usual is None:
            return None
        found = 0 if self.known is None else self.known.setup.threads
        return Compute(usual.device if machine.device == "auto" else machine.device, machine.threads or found)

    # --- the engine's words ---

    def _on_found(self, found: Tuned) -> None:
        """It is said, too, for whoever has gone on to another page."""
        self.tuned = found
        self._found.pop(self._tries, None)
        self._found = dict([*self._found.items()][1 - MOST :]) | {self._tries: found}
        self._messages.say(in_figures(found.sentence))
        self._look()
        self._end()

    def _leave_nothing(self) -> None:
        self.tuned = None

    def _on_forgotten(self, _: None) -> None:
        self._look()
        self._end()

    def _on_known(self, known: KnownSetup | None) -> None:
        if known != self.known:
            self.known = known
            self.changed.emit()

    # --- what it depends on ---

    def _look(self) -> None:
        """What is known of the document's network; the answer to an older question is dropped."""
        if self._next.workspace.engine_ready:
            self._jobs.ask(FindSetup(self._next.project, self._next.machine), self._on_known)
        self.changed.emit()

    def _on_next_run(self) -> None:
        tried, shown = self._tries, self._shows
        self._tries, self._shows = _tried(self._next), _shown(self._next)
        if tried != self._tries:
            self._begin_anew()
        elif shown != self._shows:
            self._look()

    def _begin_anew(self) -> None:
        """What was found, or is being found, is of something else."""
        self._give_up()
        self.tuned, self.known, self.failure, self.cancelled = self._found.get(self._tries), None, "", False
        self._look()

    def _on_training(self) -> None:
        """A run ends the trying, and before its first step it may have measured by itself."""
        if self._next.training:
            self._give_up()
            self.changed.emit()
        else:
            self._look()


def _tried(next_run: NextRun) -> Hashable:
    """What of a run makes its steps faster or slower, and is not tried itself."""
    project, training = next_run.project, next_run.project.training
    learns = (training.batch, type(training.optimiser), next_run.machine.device, next_run.machine.lower_precision)
    return project.network, project.data, project.facts.shape, *learns


def _shown(next_run: NextRun) -> Hashable:
    """What else may be seen of it."""
    return next_run.workspace.compute, next_run.machine.threads, next_run.project.training.precision
