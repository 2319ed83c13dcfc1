"""Run control: what Train, Pause, Step and Stop mean at this moment. Each is a command for a run by its id."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, Signal

from engine.errors import DataError, InputError
from engine.project.training.legs import Extend, Leg
from engine.project.training.verdict import FINISH_TIP
from engine.service.answers import Compute
from engine.service.questions import ForkFrom, ReadRun, ShowRun, TryRun
from engine.service.service import Machine, Service
from gui.state.document import Document
from gui.state.error_words import named
from gui.state.jobs import Jobs
from gui.state.message_queue import MessageQueue
from gui.state.run.fork_choice import ForkChoice
from gui.state.run.run import Phase, Run, RunState
from gui.state.run.run_folder import folder_of
from gui.state.run.train_offer import TrainOffer, train_offer
from gui.state.run.training_on import called, fits, further_leg
from gui.state.run.training_words import AFRESH, AFRESH_TIP, ASK_TIP, FORK_TIP, TRAIN_ON, TRAIN_ON_TIP, TRAIN_TIP
from gui.state.settings import SettingsFile
from gui.state.workspace import Workspace

Start: TypeAlias = Literal["afresh", "train on", "transfer", "fork"]
GOING: tuple[Phase, ...] = ("running", "paused")


class RunControl(QObject):
    """Starts, pauses and ends runs."""

    changed = Signal()  # a start waits for the engine, or does so no longer
    blocked = Signal(object)  # TrainOffer: a start was wanted, but something has to be mended first
    ask_how = Signal()  # Train was pressed after a finished run: train on, or start afresh?
    queued = Signal()  # Train was pressed before the engine was ready
    evaluation_asked = Signal()  # the current run is to be tried on its test images between two steps

    def __init__(  # it stands where all of these meet
        self,
        document: Document,
        workspace: Workspace,
        run: RunState,
        service: Service,
        jobs: Jobs,
        messages: MessageQueue,
        settings: SettingsFile,
    ) -> None:
        super().__init__()
        self.fork = ForkChoice(document)  # from which step the next run begins, if any was chosen
        self._forking = ""  # the id of the run that begins from the chosen step
        self._from = ""  # what the run is called from which the one that begins goes on; "" from none
        self.fork.changed.connect(self.changed)
        run.began.connect(self._on_began)
        self._document, self._workspace, self._run = document, workspace, run
        self._service, self._jobs, self._messages = service, jobs, messages
        self._settings = settings
        self._waiting = False  # for the engine
        run.not_begun.connect(self._on_not_begun)
        workspace.engine_ready_changed.connect(self._start_waiting)
        document.replaced.connect(self._leave_waiting)

    # --- the buttons ---

    @property
    def offer(self) -> TrainOffer:
        """What a press on Train does; that it would finish what was planned first is said by its name."""
        offer = train_offer(self._run.current, self._document, waiting=self._waiting)
        if offer.does != "train":
            return offer
        if self.fork.source is not None:
            return replace(offer, tip=FORK_TIP)
        finishes = self.on_words != TRAIN_ON and self._settings.value.after_finish != "afresh"
        return replace(offer, words=TRAIN_ON, tip=self.on_words) if finishes else replace(offer, tip=self._train_tip)

    @property
    def _train_tip(self) -> str:
        """What a press on Train does where there is a run that could go on."""
        if not self.can_train_on:
            return TRAIN_TIP
        tips = {"ask": ASK_TIP, "train on": self.on_tip, "afresh": AFRESH_TIP}
        return tips[self._settings.value.after_finish]

    def press_train(self) -> None:
        """Train, Pause or Resume, whichever the button says; or what keeps it from training is shown."""
        self._document.drafts.settle()
        offer, run = self.offer, self._run.current
        if offer.shows_why_not:
            self.blocked.emit(offer)
        elif offer.does == "train":
            self._train()
        elif offer.does == "pause" and run is not None:
            self._service.pause(run.id)
        elif offer.does == "resume" and run is not None:
            self._service.resume(run.id)

    def _train(self) -> None:
        if not self._workspace.engine_ready:
            self._set_waiting(True)
            self.queued.emit()
        elif self.fork.source is not None:
            self.start("fork")
        elif not self.can_train_on:
            self.start("afresh")
        elif (chosen := self._settings.value.after_finish) == "ask":
            self.ask_how.emit()
        else:
            self.start(chosen)

    def press_step(self) -> None:
        """One batch: a running session pauses first."""
        run = self._run.current
        if run is not None and run.phase == "running":
            self._service.pause(run.id)
        elif run is not None and run.phase == "paused":
            self._service.step(run.id)

    def press_step_epoch(self) -> None:
        """On to the end of the epoch, and a pause there, whether it runs or is paused."""
        run = self._run.current
        if run is not None and run.phase in GOING:
            self._service.step_epoch(run.id)
            self._run.tell_to_end_epoch()

    def change_rate(self, rate: float) -> None:
        """The learning rate of the run that trains, from its next step on. Raises InputError for what is none."""
        run = self._run.current
        if run is not None and self.can_change_rate:
            self._service.change_rate(run.id, rate)

    def evaluate(self) -> None:
        """Tries the run on its test images now: between two steps, or after its end."""
        run = self._run.current
        if run is not None and run.phase in GOING:
            self._service.evaluate(run.id)
            self.evaluation_asked.emit()
        else:
            self.test()

    def press_stop(self) -> None:
        """Ends the run; what it has learned is kept. Also takes back a start that waits."""
        self._set_waiting(False)
        if self._run.current is not None:
            self._service.stop(self._run.current.id)
            self._run.tell_to_stop()

    def train_on(self, extend: Extend = "auto") -> None:
        """To the end of what was planned, or as long again. Never afresh: where the run cannot go on, that is said."""
        if self.can_train_on:
            self.start("train on", extend)
        else:
            self._messages.warn("The shown run cannot train on with this project.", f"{AFRESH} to train it.")

    def further_leg(self, extend: Extend = "auto") -> Leg:
        """What training on would be told. Raises InputError."""
        run = self._run.current
        if run is None:
            raise InputError("There is no run that could train on.", f"{AFRESH}.")
        return further_leg(run, self._document.project, extend)

    @property
    def on_words(self) -> str:
        """What training on is called at this moment: to which end, where that is not as long again."""
        run = self._run.current
        return TRAIN_ON if run is None or not self.can_train_on else called(run, self._document.project)

    @property
    def on_tip(self) -> str:
        """What that does."""
        return TRAIN_ON_TIP if self.on_words == TRAIN_ON else FINISH_TIP

    def test(self) -> None:
        """Puts the test images to what the run has reached, where it ended before it did so itself."""
        run = self._run.current
        if run is not None and self.can_test:
            question = TryRun(run.project.data, folder_of(run, self._service), "test")
            self._jobs.ask(question, self._run.take_evaluation)

    def start(self, how: Start, extend: Extend = "auto") -> None:
        """Starts a run of the document, unless something keeps it from training, which is shown.

        What was about to be opened gives way: what trains is what the window shows.
        """
        self._document.drafts.settle()
        if self.offer.shows_why_not:
            self.blocked.emit(self.offer)
        else:
            self._begin(how, extend)

    def _begin(self, how: Start, extend: Extend) -> None:
        try:
            if how == "train on":
                self._go_on(extend)
            else:
                before = self._run.current
                self._begin_new(how)
                if before is not None and before.step:
                    self._messages.say(f"A new run; “{before.title}” as it was stays on the Runs page.")
        except InputError as error:
            self._messages.error(error)

    def _begin_new(self, how: Start) -> None:
        """From new weights, from those shown, or from the step that was chosen, on whose run's images it trains."""
        source = self.fork.source if how == "fork" else None
        fork = source.wish if source else None
        like, title = fork.run if fork else self._document.run, source.title if source else ""
        run = self._begin_from(fork, title, like, from_shown=how == "transfer")
        self._forking = run if source else ""

    def go_on_from(self, point: ForkFrom, title: str) -> str:
        """Begins a run of the document from a step of a run called `title`, on whose images it trains; gives its id.

        "" where something keeps it from training, which is shown.
        """
        self._document.drafts.settle()
        if self.offer.shows_why_not:
            self.blocked.emit(self.offer)
            return ""
        try:
            return self._begin_from(point, title, point.run)
        except InputError as error:
            self._messages.error(error)
            return ""

    def _begin_from(self, fork: ForkFrom | None, title: str, like: Path | None, *, from_shown: bool = False) -> str:
        self._from, project = title, self._document.project
        run = self._service.train(project, self.machine, from_shown=from_shown, fork=fork, like=like)
        self._jobs.drop(ReadRun, ShowRun, TryRun)
        self._run.begin(run, project)
        return run

    def _on_began(self, run: Run) -> None:
        """What was chosen for the next run is done; until then it may still come to nothing."""
        if run.id == self._forking:
            self.fork.drop()

    def _go_on(self, extend: Extend) -> None:
        leg, run = self.further_leg(extend), self._run.current
        if run is not None:
            self._from = run.title
            self._service.train_on(run.id, leg.project.training.budget, as_before(self.machine), extend)
            self._jobs.drop(ReadRun, ShowRun)
            self._run.begin_leg(leg)

    # --- waiting for the engine ---

    def give_up_waiting(self) -> None:
        """The engine will not be ready: what waits for it is forgotten."""
        self._set_waiting(False)

    def _leave_waiting(self) -> None:
        """Train was pressed for another project than the one that is open now."""
        if self._waiting:
            self._set_waiting(False)
            self._messages.say("Another project is open: Train does not wait for PyTorch any more. Press it again.")

    def _start_waiting(self) -> None:
        if self._waiting:
            self._set_waiting(False)
            self.press_train()
        self.changed.emit()

    def _set_waiting(self, waiting: bool) -> None:
        self._waiting = waiting
        self.changed.emit()

    @property
    def waiting(self) -> bool:
        """True while a start waits for the engine."""
        return self._waiting

    @property
    def machine(self) -> Machine:
        """What a new run is to be trained on, as was chosen."""
        chosen = self._settings.value
        threads, lower = chosen.threads or None, chosen.lower_precision
        return Machine(chosen.device, threads, background=True, lower_precision=lower)

    # --- what can be done ---

    @property
    def can_test(self) -> bool:
        """True of a run that has ended and was never put to its test images."""
        run = self._run.current
        return run is not None and not (run.training or run.removed) and run.step > 0 and run.evaluation is None

    @property
    def can_change_rate(self) -> bool:
        """True while a run takes steps, or waits between two."""
        run = self._run.current
        return run is not None and run.phase in GOING

    @property
    def can_evaluate(self) -> bool:
        """True where a press on Evaluate does something."""
        return self.can_change_rate or self.can_test

    @property
    def can_train_on(self) -> bool:
        """True after a run of the very network in the stack, which could go on."""
        run = self._run.current
        if run is None or run.training or run.removed:
            return False
        return run.step > 0 and fits(run.project, self._document.project)

    @property
    def would_train_on(self) -> bool:
        """True where Train may train the shown run on: nobody chose another beginning."""
        return self.can_train_on and self.fork.source is None

    @property
    def goes_on_on(self) -> Compute | None:
        """What the shown run would train on with: as it was, whatever is chosen for new ones; None where it cannot."""
        run = self._run.current
        return run.compute if run is not None and self.would_train_on else None

    def _on_not_begun(self, _: Run, error: Exception | None) -> None:
        """Images that are missing are a condition (`DataFacts`)."""
        if error is not None and not isinstance(error, DataError):
            self._messages.error(named(error, self._from) if self._from else error)


def as_before(machine: Machine) -> Machine:
    """For a run that trains on: on the device and with the threads that it had, whatever is chosen for new ones."""
    return replace(machine, device="auto", threads=None)
