"""Run display: what the window shows of a run as it goes: buttons, progress, chart, result, and the finish."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction

from engine import events
from engine.errors import DataError
from engine.project.project import Project
from engine.project.sources import DIGITS
from engine.service.answers import Picture
from gui.appearance import theme
from gui.state.run_control import epoch_steps, steps_in_all
from gui.window import dialogs
from gui.window.groups import Chrome, Engine, Panels, Shared

PULSE_MS = 250
WORDS = {"running": "Pause", "paused": "Resume", "preparing": "Starting…", "stopping": "Stopping…"}
STATES = {"running": "Training", "paused": "Paused", "preparing": "Preparing", "stopping": "Stopping"}


class RunDisplay(QObject):
    """Listens to the engine and to run control, and tells the panels."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, chrome: Chrome) -> None:
        super().__init__()
        self._shared, self._engine, self._panels, self._chrome = shared, engine, panels, chrome
        self._control, self._workspace = self._engine.control, self._shared.workspace
        self._finish_due = ""
        self._train_sign = ("", "")
        self._pulse = QTimer(self, interval=PULSE_MS)
        self._pulse.timeout.connect(self.show)
        self._connect()

    def _connect(self) -> None:
        self._engine.bridge.steps.connect(self._on_steps)
        self._engine.bridge.epoch.connect(lambda event: self._panels.chart.mark_epoch(event.step, event.epoch))
        self._engine.bridge.evaluated.connect(self._on_evaluated)
        self._engine.bridge.finished.connect(self._on_finished)
        self._engine.control.changed.connect(self.show)
        self._engine.control.started.connect(self._on_started)
        self._engine.control.blocked.connect(self._on_blocked)
        self._engine.control.refused.connect(self._on_refused)
        self._engine.control.ask_how.connect(self._ask_how)
        self._shared.workspace.engine_ready_changed.connect(self.show)
        self._shared.workspace.state_changed.connect(self._on_state)
        self._shared.workspace.shown_changed.connect(self._on_shown)
        self._shared.workspace.reading_changed.connect(self.show)
        self._shared.document.changed.connect(lambda *_: self.show())
        self._shared.document.replaced.connect(self._on_replaced)
        self._panels.training.machine_changed.connect(self.show)

    # --- the engine's words ---

    def _on_started(self, project: Project, run: str) -> None:
        self._chrome.finish.hide()
        self._chrome.first_steps.reach(1)
        self._panels.chart.start_run(run, project.title, epoch_steps(project), steps_in_all(project))
        self._panels.training.show_evaluation(None, project.data.source.classes)

    def _on_steps(self, event: events.StepsDone) -> None:
        self._panels.chart.add_steps(event.steps, event.loss, event.accuracy, event.rate)

    def _on_evaluated(self, event: events.Evaluated) -> None:
        self._panels.chart.add_evaluation(event.split, event.step, event.loss, event.accuracy)
        classes = self._control.project.data.source.classes if self._control.project else ()
        self._panels.training.show_evaluation(event, classes)

    def _on_state(self) -> None:
        if self._workspace.training:
            self._pulse.start()
        else:
            self._pulse.stop()
        self.show()

    # --- the finish ---

    def _on_finished(self, event: events.Finished) -> None:
        if event.stopped_by == "budget":
            self._finish_due = event.run

    def _on_replaced(self) -> None:
        """Another project: how the last run ended is no news there, nor when that run is opened again."""
        self._finish_due = ""

    def _on_shown(self) -> None:
        """Once the run's last weights are shown, its mistakes can be looked for."""
        shown = self._workspace.shown
        if shown is not None and shown.source == "saved" and shown.run == self._finish_due:
            self._finish_due, run = "", shown.run
            ask = self._engine.service.mistakes
            self._engine.jobs.ask("mistakes of the run", lambda: ask("test", 0, 5), lambda p: self._tell_finish(run, p))
        self.show()

    def _tell_finish(self, run: str, pictures: list[Picture]) -> None:
        if self._workspace.shown is None or self._workspace.shown.run != run:
            return  # something else is shown by now
        evaluation, project = self._panels.training.evaluation, self._control.project
        if evaluation is None or project is None or evaluation.split != "test":
            return
        images, classes = sum(map(sum, evaluation.confusion)), project.data.source.classes
        kind = "digits" if classes == DIGITS else "images"
        self._chrome.first_steps.hide()  # the finish offers the last step itself
        self._chrome.finish.tell(evaluation.accuracy, images, kind, pictures, classes)

    # --- Train explains itself ---

    def _on_blocked(self) -> None:
        first = self._shared.document.analysis.problems[0]
        self._shared.messages.warn(f"The stack cannot run yet: {first.why}")
        self._panels.stack.select_first_problem()

    def _on_refused(self, error: Exception) -> None:
        """Where images are missing the Data page has the way out."""
        if isinstance(error, DataError):
            self._chrome.frame.show_page("data")

    def _ask_how(self) -> None:
        answer = dialogs.ask_how_to_train(self._chrome.frame, "as long again")
        if answer is None:
            return
        how, remember = answer
        if remember:
            self._control.after_finish = how
            self._shared.settings.change(after_finish=how)
        self._control.start("train on" if how == "train on" else "afresh")

    # --- how things stand ---

    def show(self) -> None:
        """The buttons, the progress and the status line, as things stand."""
        state, control, actions = self._workspace.state or "", self._control, self._chrome.actions
        self._show_train(actions["train"], state)
        actions["step"].setEnabled(state in ("running", "paused"))
        actions["stop"].setEnabled(self._workspace.training or control.busy)
        self._chrome.top.show_progress(control.share, control.line())
        self._chrome.top.device.setText(self._device_words())
        if self._workspace.engine_ready:
            self._chrome.status.show_state(self._state_words())

    def _show_train(self, train: QAction, state: str) -> None:
        _retitle(train, WORDS.get(state, self._idle_words()))
        sign = ("mdi6.pause" if state == "running" else "mdi6.play", theme.current().on_accent)
        if self._workspace.engine_ready and sign != self._train_sign:
            self._train_sign = sign
            train.setIcon(theme.icon(*sign))

    def _idle_words(self) -> str:
        problems = len(self._shared.document.analysis.problems)
        if self._control.busy:
            return "Waiting…"
        return f"{problems} problem{'s' * (problems > 1)}" if problems else "Train"

    def _state_words(self) -> str:
        shown = self._workspace.shown
        if not self._workspace.training or self._control.project is None:
            if self._workspace.reading:
                return self._workspace.reading
            return f"Trained {shown.step:,} steps" if shown is not None and shown.trained else "Ready"
        state = STATES.get(self._workspace.state or "", "")
        return f"{state} · step {self._control.step:,} of {self._control.total_steps:,}"

    def _device_words(self) -> str:
        value, compute = self._shared.settings.value, self._workspace.compute
        if compute is None:
            return "Automatic" if value.device == "auto" else value.device.upper()
        device = compute.device if value.device == "auto" else value.device
        if device != "cpu":
            return device.upper()
        threads = value.threads or compute.threads
        return f"CPU · {threads} thread{'s' * (threads > 1)}"

    def stop(self) -> None:
        """Shows nothing more."""
        self._pulse.stop()


def _retitle(action: QAction, text: str) -> None:
    if action.iconText() != text:
        action.setText(text)
        action.setIconText(text)
        action.setToolTip(f"{text} ({action.shortcut().toString()})")
