"""The service: the one door between the window and the engine. Every call returns at once.

Questions (`engine.service.questions`) are answered by a Reply through the sink: those of the moment on one thread,
long ones on threads of their own. A run speaks through the same sink, from its own thread, and is commanded by its id.
This module imports no torch; the threads do, with what first needs it.
"""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import InputError
from engine.events import Sink, StoppedBy
from engine.machine.devices import Machine
from engine.project.project import Project
from engine.project.training.budgets import Budget
from engine.project.training.legs import Extend
from engine.runs.folder import RunFolder, new_run_id, runs_root
from engine.service.ear import Ear
from engine.service.long_tasks import LongTasks
from engine.service.moments import Moments
from engine.service.questions import AnyQuestion, FindRate, Long, MeasureTraining, TakeNewest, Tune, UseDataFolder
from engine.service.runs.begun_run import BegunRun, Prepare
from engine.service.runs.fork_questions import ForkFrom

if TYPE_CHECKING:
    from engine.service.answering import Answering
    from engine.service.runs.beginning import Beginning
    from engine.training.session.session import TrainingSession

__all__ = ["Machine", "Service"]

TRYING = (MeasureTraining.channel, Tune.channel, FindRate.channel)  # on which steps are tried, beside no run


class Service:
    """What the window can ask of the engine. Make one, and close it at the end."""

    def __init__(self, sink: Sink, data_root: Path | None = None, runs_root: Path | None = None) -> None:
        self._sink = Ear(sink)
        self._data_root, self._runs_root = data_root, runs_root
        self._moments = Moments(self._sink)
        self._long = LongTasks(self._sink)
        self._run: BegunRun | None = None
        self._made: Answering | None = None

    # --- questions ---

    def ask(self, question: AnyQuestion) -> int:
        """Asks; gives the id that the Reply will carry. An older question on its channel is given up."""
        request, channel = self._moments.reserve(), question.channel
        if not question.in_order:  # what shows a model may be long or of the moment: the newest wins
            self._long.cancel(channel)
            self._moments.supersede(channel, request)
        if isinstance(question, Tune | FindRate):
            self.cancel(MeasureTraining.channel)  # nothing computes beside it
        if isinstance(question, TakeNewest):
            self._answering.newest(question, request)
        elif isinstance(question, Long):
            job = partial(self._answering.long, question)
            self._long.ask(channel, job, request, in_order=question.in_order)
        else:
            if isinstance(question, UseDataFolder):
                self._answering.choose_folder(question)  # of all that is asked after this
            name = f"{channel} {request}" if question.in_order else channel
            self._moments.ask(name, partial(self._answering.now, question, request), request)
        return request

    def cancel(self, channel: str) -> None:
        """Gives up what was asked on a channel: it changes nothing any more, and no Reply is sent from now on."""
        self._long.cancel(channel)
        self._moments.supersede(channel, self._moments.reserve())

    @property
    def _answering(self) -> Answering:
        if self._made is None:
            from engine.service.answering import Answering

            self._made = Answering(self._moments, self._long, self._data_root, self._runs_root)
            self._made.session_of, self._made.trains = self._session_of, self.alive
            self._made.training = lambda: self._run is not None and self._run.alive
            self._made.newest_run = self._newest_run
        return self._made

    @property
    def _beginning(self) -> Beginning:
        from engine.service.runs.beginning import Beginning

        return Beginning(self._sink, self._answering)

    # --- runs ---

    def train(
        self,
        project: Project,
        machine: Machine,
        *,
        from_shown: bool = False,
        fork: ForkFrom | None = None,
        like: Path | None = None,
    ) -> str:
        """Begins a new run, from fresh weights or from those that fit of what is shown, or of a run. Gives its id.

        `like` is the folder of the run that the project came from, on whose images it trains. What keeps it from
        beginning arrives as NotBegun. A run that is ending is waited for, on the new run's thread.
        """
        self._refuse_a_second()
        beginning = self._beginning
        point = beginning.kept(fork) if fork else self._answering.shown_point() if from_shown else None

        def prepare(begun: BegunRun) -> TrainingSession:
            return beginning.new_run(begun, project, machine, point, like)

        return self._begin(new_run_id(project.title), prepare)

    def train_on(self, run: str, budget: Budget, machine: Machine, extend: Extend = "auto") -> str:
        """Gives a run that has ended another budget, counted from its very first step, and lets it go on."""
        self._refuse_a_second()
        folder, beginning = self.folder(run), self._beginning
        return self._begin(run, lambda begun: beginning.further_leg(begun, folder, budget, machine, extend))

    def pause(self, run: str) -> None:
        """Pauses at the next step boundary; a checkpoint is written."""
        if begun := self._begun(run):
            begun.pause()

    def resume(self, run: str) -> None:
        """Goes on."""
        if begun := self._begun(run):
            begun.resume()

    def step(self, run: str) -> None:
        """One batch, while paused."""
        if begun := self._begun(run):
            begun.step()

    def step_epoch(self, run: str) -> None:
        """Goes on to the end of the epoch and pauses there, from a pause too."""
        if begun := self._begun(run):
            begun.step_epoch()

    def change_rate(self, run: str, rate: float) -> None:
        """The learning rate of a run from its next step on; raises InputError for what is none."""
        if begun := self._begun(run):
            begun.change_rate(rate)

    def evaluate(self, run: str) -> None:
        """Tries a run that trains on the test images at its next step boundary."""
        if begun := self._begun(run):
            begun.evaluate()

    def stop(self, run: str, by: StoppedBy = "user") -> None:
        """Ends a run at its next step boundary, with a checkpoint; one that has not begun yet does not begin."""
        if begun := self._begun(run):
            begun.stop(by)

    def keep_images_within(self, share: float) -> None:
        """Own images that take more than this share of the free memory stay on the disk, from the next reading on."""
        self._answering.budget.share = share

    def keep_runs_in(self, folder: Path | None) -> None:
        """Where new runs are kept from now on, and the list of runs looks; None is the usual place."""
        self._runs_root = folder
        self._answering.runs_root = folder

    @property
    def runs_folder(self) -> Path:
        """Where new runs are kept, and the list of runs looks."""
        return self._runs_root or runs_root()

    def folder(self, run: str) -> Path:
        """Where a run is kept, by its id."""
        return self._answering.folder_of(run)

    def alive(self, run: str) -> bool:
        """True while a thread of this run lives."""
        begun = self._begun(run)
        return begun is not None and begun.alive

    def wait(self, timeout: float | None = None) -> bool:
        """Waits for the run's threads to end; False when the time was not enough."""
        return self._run is None or self._run.join(timeout)

    def close(self, timeout: float = 3.0) -> bool:
        """Stops training with a checkpoint and ends all threads; False when the time was not enough."""
        deadline = time.monotonic() + timeout

        def left() -> float:
            return max(0.0, deadline - time.monotonic())

        if self._run is not None:
            self._run.stop("interrupt")
        self._moments.end()
        self._long.end()
        made = self._made
        if made is not None:
            made.end()
        ended = all([self._moments.join(left()), self._long.join(left), self.wait(left())])
        return ended and (made is None or made.join(left))

    def _refuse_a_second(self) -> None:
        if self._run is not None and self._run.alive and not self._run.ending:
            raise InputError("A run is training already.", "Stop it first.")

    def _begin(self, run: str, prepare: Prepare) -> str:
        before = self._run if self._run is not None and self._run.alive else None
        for channel in TRYING:
            self.cancel(channel)

        def alone(begun: BegunRun) -> TrainingSession:
            for channel in TRYING:
                self._long.wait(channel)  # its last piece: both would set what torch has one of
            return prepare(begun)

        self._run = BegunRun(run, alone, before, self._sink)
        self._run.start()
        return run

    def _begun(self, run: str) -> BegunRun | None:
        return self._run if self._run is not None and self._run.id == run else None

    def _session_of(self, run: str) -> TrainingSession | None:
        begun = self._begun(run)
        return None if begun is None else begun.session

    def _newest_run(self) -> RunFolder | None:
        session = None if self._run is None else self._run.session
        return None if session is None else session.folder
