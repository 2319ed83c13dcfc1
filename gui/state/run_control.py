"""Run control: what Train, Pause, Step and Stop mean at this moment, and how far the run is."""

from __future__ import annotations

import statistics
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import assert_never

from PySide6.QtCore import QObject, Signal

from engine import events
from engine.errors import LayerscopeError
from engine.project.data_settings import steps_per_epoch
from engine.project.project import Project, problems, training_images
from engine.project.schedules import total_steps
from engine.project.training_settings import Budget, Epochs, Steps
from engine.service.answers import Shown
from engine.service.service import Machine, Service, Start
from engine.typed.document import changed
from gui.state.bridge import Bridge
from gui.state.document import Document
from gui.state.jobs import Jobs
from gui.state.message_queue import MessageQueue
from gui.state.workspace import Workspace

RECENT_STEPS = 200


class RunControl(QObject):
    """Starts, pauses and ends runs. `changed` says that a button or the progress line looks different now."""

    changed = Signal()
    blocked = Signal()  # Train was pressed but the stack has problems
    ask_how = Signal()  # Train was pressed after a finished run: train on, or start afresh?
    refused = Signal(object)  # the error that kept a run from starting
    queued = Signal()  # Train was pressed before the engine was ready
    started = Signal(object, object)  # the run's Project and its id

    def __init__(
        self,
        document: Document,
        workspace: Workspace,
        service: Service,
        bridge: Bridge,
        jobs: Jobs,
        messages: MessageQueue,
        machine: Callable[[], Machine],
    ) -> None:
        super().__init__()
        self._document, self._workspace = document, workspace
        self._service, self._jobs, self._messages = service, jobs, messages
        self._machine = machine
        self._queued = False
        self._starting = False
        self.project: Project | None = None  # what the run trains
        self.run = ""
        self.step = 0
        self.doing = ""
        self._clock = _Clock()
        self.after_finish: str = "ask"
        bridge.state.connect(self._on_state)
        bridge.steps.connect(self._on_steps)
        bridge.evaluated.connect(self._on_evaluated)
        bridge.failed.connect(self._on_failed)
        bridge.progress.connect(self._on_progress)
        workspace.engine_ready_changed.connect(self._start_queued)

    # --- the buttons ---

    def press_train(self) -> None:
        """Train, Pause or Resume, whichever the button says."""
        state = self._workspace.state
        if self._starting or state in ("preparing", "stopping"):
            return
        if state == "running":
            self._service.pause()
        elif state == "paused":
            self._service.resume()
        elif not self._workspace.engine_ready:
            self._queue()
        elif self.can_train_on and self.after_finish == "ask":
            self.ask_how.emit()
        else:
            self.start("train on" if self.can_train_on and self.after_finish == "train on" else "afresh")

    def press_step(self) -> None:
        """One batch: a running session pauses first."""
        if self._workspace.state == "running":
            self._service.pause()
        elif self._workspace.state == "paused":
            self._service.step()

    def press_stop(self) -> None:
        """Ends the run; what it has learned is kept. Also takes back a queued start."""
        self._queued = False
        self._service.stop()
        self.changed.emit()

    def train_on(self) -> None:
        """As long again, or afresh where the shown model cannot go on."""
        self.start("train on" if self.can_train_on else "afresh")

    def start(self, how: Start) -> None:
        """Starts a run of the document, unless it has problems, which are said."""
        project = self._document.project
        wrong = problems(project)
        if self._document.analysis.problems:
            self.blocked.emit()
            return
        if wrong:
            self._messages.error(wrong[0])
            return
        if how == "train on":
            project = self._longer(project)
        self._begin(project, how)

    def _begin(self, project: Project, how: Start) -> None:
        self._starting = True
        self.project, self.doing = project, "Preparing"
        self._clock = _Clock()
        self._jobs.ask("train", lambda: self._service.train(project, self._machine(), how), self._begun, self._refused)
        self.changed.emit()

    def _begun(self, folder: Path | None) -> None:
        self._starting = False
        if folder is None:  # stopped before it began
            self.doing = ""
        self.changed.emit()

    def _refused(self, error: Exception) -> None:
        self._starting = False
        self.doing = ""
        self._messages.error(error)
        self.refused.emit(error)
        self.changed.emit()

    def _queue(self) -> None:
        self._queued = True
        self._messages.say("Training starts as soon as the engine is ready.")
        self.queued.emit()
        self.changed.emit()

    def give_up_waiting(self) -> None:
        """The engine will not be ready: what waits for it is forgotten."""
        self._queued = False
        self.changed.emit()

    def _start_queued(self) -> None:
        if self._queued:
            self._queued = False
            self.start("afresh")
        self.changed.emit()

    # --- what can be done ---

    @property
    def busy(self) -> bool:
        """True while a start is on its way or waits for the engine."""
        return self._starting or self._queued

    @property
    def can_train_on(self) -> bool:
        """True after a run of the very network in the stack, which could go on."""
        shown = self._workspace.shown
        return shown is not None and shown.run is not None and fits(shown, self._document.project)

    def _longer(self, project: Project) -> Project:
        """The shown run's project with as much budget again on top of what it has done."""
        shown = self._workspace.shown
        assert shown is not None  # noqa: S101  # can_train_on was asked before
        return with_budget(project, shown.step)

    # --- the engine's words ---

    def _on_state(self, event: events.StateChanged) -> None:
        if event.run != self.run and event.state == "preparing":
            self.run = event.run
            self.started.emit(self.project, event.run)
        self._starting = False
        self.step, self.doing = event.step, event.doing
        self._workspace.set_state(event.state)
        self.changed.emit()

    def _on_steps(self, event: events.StepsDone) -> None:
        self.step = int(event.steps[-1])
        if self.project is not None and event.images_per_second > 0:
            self._clock.count(len(event.steps), self.project.training.batch / event.images_per_second)
        self.doing = ""

    def _on_evaluated(self, event: events.Evaluated) -> None:
        self._clock.evaluation = event.seconds

    def _on_progress(self, event: events.Progress) -> None:
        if not self._starting and (not event.run or event.run != self.run):  # images that are read for the window alone
            return
        share = f" {100 * event.done // event.total} %" if event.total else ""
        self.doing = f"{event.doing}{share}" or "Preparing"
        self.changed.emit()

    def _on_failed(self, event: events.Failed) -> None:
        self._messages.error(LayerscopeError(event.what, event.hint))

    # --- progress ---

    @property
    def total_steps(self) -> int:
        """Steps of the whole run; 0 before the first."""
        return steps_in_all(self.project) if self.project else 0

    @property
    def share(self) -> float | None:
        """Progress from 0 to 1; None when nothing trains."""
        return min(1.0, self.step / max(1, self.total_steps)) if self._workspace.training or self.busy else None

    def line(self) -> str:
        """Epoch, speed and time left, in one line."""
        if self._queued:
            return "waiting for the engine"
        if not (self._workspace.training or self._starting) or self.project is None:
            return ""
        if self._workspace.state == "paused":
            return f"paused at step {self.step:,} of {self.total_steps:,}"
        if self.doing:
            return self.doing[:1].lower() + self.doing[1:]
        parts = [self._where(), self._clock.speed(self.project.training.batch), self._time_left()]
        return " · ".join(part for part in parts if part)

    def _where(self) -> str:
        assert self.project is not None  # noqa: S101  # line() asked before
        match self.project.training.budget:
            case Epochs(epochs=epochs):
                return f"epoch {min(epochs, self.step // epoch_steps(self.project) + 1)} of {epochs}"
            case Steps():
                return f"step {self.step:,} of {self.total_steps:,}"
            case budget:
                assert_never(budget)

    def _time_left(self) -> str:
        assert self.project is not None  # noqa: S101  # line() asked before
        left, each = self.total_steps - self.step, epoch_steps(self.project)
        return self._clock.left(left, evaluations=-(-left // each))


class _Clock:
    """Measures recent steps: their median duration gives speed and time left."""

    def __init__(self) -> None:
        self._seconds: deque[float] = deque(maxlen=RECENT_STEPS)
        self.evaluation = 0.0

    def count(self, steps: int, seconds_each: float) -> None:
        """Notes steps of one duration."""
        self._seconds.extend([seconds_each] * min(steps, RECENT_STEPS))

    def speed(self, batch: int) -> str:
        """Images per second, rounded to three figures."""
        if not self._seconds:
            return ""
        rate = batch / statistics.median(self._seconds)
        return f"{round(rate, -max(0, len(str(int(rate))) - 3)):,.0f} images/s"

    def left(self, steps: int, evaluations: int) -> str:
        """The time for so many steps and evaluations, in words."""
        if not self._seconds:
            return ""
        return f"{duration(steps * statistics.median(self._seconds) + evaluations * self.evaluation)} left"


def duration(seconds: float) -> str:
    """12 s, 3 min 20 s, 2 h 5 min."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def epoch_steps(project: Project) -> int:
    """Steps once through the project's training images."""
    return steps_per_epoch(training_images(project), project.training.batch)


def steps_in_all(project: Project) -> int:
    """Steps of the whole budget."""
    return total_steps(project.training, epoch_steps(project))


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


def fits(shown: Shown, project: Project) -> bool:
    """True when the shown run could go on with the document: the same network, data and training but for the budget."""
    run = shown.project
    budget = project.training.budget
    same_training = changed(run.training, budget=budget) == project.training
    return run.network == project.network and run.data == project.data and same_training


def same_network(shown: Shown, project: Project) -> bool:
    """True when the shown model is of the network in the stack, on the same data."""
    return shown.project.network == project.network and shown.project.data == project.data
