"""Run control: what Train, Pause, Step and Stop mean at this moment. Each is a command for a run by its id."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, TypeAlias, assert_never

from PySide6.QtCore import QObject, Signal

from engine.errors import DataError, InputError
from engine.project.legs import Extend, Leg, next_leg
from engine.project.project import Project, epoch_steps
from engine.project.training_settings import Budget, Epochs, Steps
from engine.service.answers import Compute
from engine.service.questions import ReadRun, ShowRun
from engine.service.service import Machine, Service
from engine.typed.document import changed
from gui.state.document import Document
from gui.state.jobs import Jobs
from gui.state.message_queue import MessageQueue
from gui.state.run import Run, RunState
from gui.state.settings import SettingsFile
from gui.state.train_offer import TrainOffer, train_offer
from gui.state.training_words import AFRESH
from gui.state.workspace import Workspace

Start: TypeAlias = Literal["afresh", "train on", "transfer"]


class RunControl(QObject):
    """Starts, pauses and ends runs."""

    changed = Signal()  # a start waits for the engine, or does so no longer
    blocked = Signal(object)  # TrainOffer: a start was wanted, but something has to be mended first
    ask_how = Signal()  # Train was pressed after a finished run: train on, or start afresh?
    queued = Signal()  # Train was pressed before the engine was ready

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
        """What a press on Train does."""
        return train_offer(self._run.current, self._document, waiting=self._waiting)

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

    def press_stop(self) -> None:
        """Ends the run; what it has learned is kept. Also takes back a start that waits."""
        self._set_waiting(False)
        if self._run.current is not None:
            self._service.stop(self._run.current.id)

    def train_on(self, extend: Extend = "auto") -> None:
        """As long again, or afresh where the shown run cannot go on."""
        self.start("train on" if self.can_train_on else "afresh", extend)

    def further_leg(self, extend: Extend = "auto") -> Leg:
        """What training on would be told: the document's budget on top, and its rate. Raises InputError."""
        run = self._run.current
        if run is None:
            raise InputError("There is no run that could train on.", f"{AFRESH}.")
        budget = self._document.project.training.budget
        wanted = changed(run.project, training=changed(run.project.training, budget=budget))
        return next_leg(run.legs, with_budget(wanted, run.step), epoch_steps(run.project), extend)

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
                project, before = self._document.project, self._run.current
                like, transfer = self._document.run, how == "transfer"
                run = self._service.train(project, self._machine(), from_shown=transfer, like=like)
                self._jobs.drop(ReadRun, ShowRun)
                self._run.begin(run, project, self.compute)
                if before is not None and before.step:
                    self._messages.say(f"A new run; “{before.title}” as it was stays on the Runs page.")
        except InputError as error:
            self._messages.error(error)

    def _go_on(self, extend: Extend) -> None:
        leg, run = self.further_leg(extend), self._run.current
        if run is not None:
            self._service.train_on(run.id, leg.project.training.budget, as_before(self._machine()), extend)
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

    def _machine(self) -> Machine:
        chosen = self._settings.value
        return Machine(chosen.device, chosen.threads or None, background=True)

    # --- what can be done ---

    @property
    def compute(self) -> Compute | None:
        """What a new run is trained on: as was chosen, the rest automatic; None until the engine is ready."""
        machine, usual = self._machine(), self._workspace.compute
        if usual is None:
            return None
        device = usual.device if machine.device == "auto" else machine.device
        return Compute(device, machine.threads or usual.threads)

    @property
    def can_train_on(self) -> bool:
        """True after a run of the very network in the stack, which could go on."""
        run = self._run.current
        if run is None or run.training or run.removed:
            return False
        return run.step > 0 and fits(run.project, self._document.project)

    def _on_not_begun(self, _: Run, error: Exception | None) -> None:
        """Images that are missing are a condition (`DataFacts`)."""
        if error is not None and not isinstance(error, DataError):
            self._messages.error(error)


def as_before(machine: Machine) -> Machine:
    """For a run that trains on: on the device and with the threads that it had, whatever is chosen for new ones."""
    return replace(machine, device="auto", threads=None)


def with_budget(project: Project, done: int) -> Project:
    """The project with its budget again on top of the steps that are done."""
    match project.training.budget:
        case Steps(steps=steps) as budget:
            longer: Budget = changed(budget, steps=steps + done)
        case Epochs(epochs=epochs) as budget:
            longer = changed(budget, epochs=epochs + -(-done // epoch_steps(project)))
        case budget:
            assert_never(budget)
    return changed(project, training=changed(project.training, budget=longer))


def fits(run: Project, project: Project) -> bool:
    """True when a run could go on with the document: the same network, data and training but for the budget."""
    same_training = changed(run.training, budget=project.training.budget) == project.training
    return run.network == project.network and run.data == project.data and same_training
