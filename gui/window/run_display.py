"""Run display: what the window shows of a run as it goes: buttons, progress, chart, result, and the finish."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction

from engine import events
from engine.errors import DataError
from engine.project.exploding import exploded, exploded_words
from engine.project.legs import Extend, Leg
from engine.project.sources import DIGITS
from engine.service.answers import Picture
from engine.service.questions import FirstMistakes, ReadRun
from gui.appearance import theme
from gui.chart.panel import ChartPanel
from gui.state.run import Phase, Run, epoch_steps
from gui.window.groups import Chrome, Engine, Panels, Shared
from gui.window.train_on_dialog import CHOICES, TrainOnDialog

PULSE_MS = 250
WORDS = {"running": "Pause", "paused": "Resume", "preparing": "Starting…", "stopping": "Stopping…"}
STATES = {"running": "Training", "paused": "Paused", "preparing": "Preparing", "stopping": "Stopping"}


class RunDisplay(QObject):
    """Listens to the engine and to run control, and tells the panels."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, chrome: Chrome) -> None:
        super().__init__()
        self._shared, self._engine, self._panels, self._chrome = shared, engine, panels, chrome
        self._control, self._workspace, self._run = self._engine.control, self._shared.workspace, self._shared.run
        self._finish_due = ""
        self._train_sign = ("", "")
        self._pulse = QTimer(self, interval=PULSE_MS)
        self._pulse.timeout.connect(self.show)
        self._connect()

    def _connect(self) -> None:
        run, control = self._run, self._control
        run.began.connect(self._on_began)
        run.changed.connect(self.show)
        run.replaced.connect(self._on_replaced)
        run.steps.connect(lambda event: self._chart.add_steps(event.steps, event.loss, event.accuracy, event.rate))
        run.epoch.connect(lambda event: self._chart.mark_epoch(event.step, event.epoch))
        run.evaluated.connect(self._on_evaluated)
        run.finished.connect(self._on_finished)
        run.not_begun.connect(self._on_not_begun)
        self._engine.bridge.noted.connect(lambda event: self._shared.messages.warn(event.what))
        control.changed.connect(self.show)
        control.blocked.connect(self._on_blocked)
        control.ask_how.connect(self._ask_how)
        self._workspace.engine_ready_changed.connect(self.show)
        self._workspace.shown_changed.connect(self._on_shown)
        self._workspace.reading_changed.connect(self.show)
        self._shared.document.changed.connect(lambda *_: self.show())

    @property
    def _chart(self) -> ChartPanel:
        return self._panels.chart

    # --- the engine's words ---

    def _on_began(self, run: Run) -> None:
        """A new run, or the same with more ahead of it: how it ended is no longer true."""
        self._chrome.finish.hide()
        self._chrome.first_steps.reach(1)
        self._finish_due = ""
        self._chart.start_run(run.id, run.project.title, epoch_steps(run.project), run.total)
        self._pulse.start()

    def _on_replaced(self) -> None:
        """Another run, or none: curves, result and finish of the one before are no news."""
        self._finish_due = ""
        self._chrome.finish.hide()
        if self._run.current is None:
            self._chart.clear()

    def _on_evaluated(self, event: events.Evaluated) -> None:
        self._chart.add_evaluation(event.split, event.step, event.loss, event.accuracy)

    def _on_not_begun(self, error: Exception | None) -> None:
        """Where images are missing the Data page has the way out."""
        if isinstance(error, DataError):
            self._chrome.frame.show_page("data")

    # --- the finish ---

    def _on_finished(self, event: events.Finished) -> None:
        if event.stopped_by == "budget":
            self._finish_due = event.run

    def _on_shown(self) -> None:
        """Once the run's last weights are shown, its mistakes can be looked for."""
        shown = self._workspace.shown
        if shown is not None and shown.source == "saved" and shown.run == self._finish_due:
            self._finish_due, run = "", shown.run
            self._engine.jobs.ask(FirstMistakes(), lambda pictures: self._tell_finish(run, pictures))
        self.show()

    def _tell_finish(self, run: str, pictures: list[Picture]) -> None:
        current = self._run.current
        if current is None or current.id != run or current.training:
            return  # something else is shown by now
        evaluation, facts = current.evaluation, current.project.facts
        if evaluation is None or evaluation.split != "test":
            return
        kind = "digits" if facts.classes == DIGITS else "images"
        self._chrome.first_steps.hide()  # the finish offers the last step itself
        loss = exploded(self._chart.losses(), len(facts.classes))
        warning = "" if loss is None else exploded_words(loss, len(facts.classes))
        finish = self._chrome.finish
        finish.tell(evaluation.accuracy, facts.test_images, kind, pictures, facts.classes, warning=warning)

    # --- Train explains itself ---

    def _on_blocked(self) -> None:
        first = self._shared.document.analysis.problems[0]
        self._shared.messages.warn(f"The stack cannot run yet: {first.why}")
        self._panels.stack.select_first_problem()

    def _ask_how(self) -> None:
        run = self._run.current
        if run is None:
            return
        self._engine.jobs.drop(ReadRun)  # another run must not come while this one is asked about
        further: dict[Extend, Leg] = {extend: self._control.further_leg(extend) for extend in ("auto", *CHOICES)}
        dialog = TrainOnDialog(run.legs, further, self._chrome.frame)
        accepted = dialog.exec() == TrainOnDialog.DialogCode.Accepted
        dialog.deleteLater()
        if not accepted or self._run.current is None or self._run.current.id != run.id:
            return
        if dialog.remember.isChecked():
            self._control.after_finish = dialog.answer
            self._shared.settings.change(after_finish=dialog.answer)
        if dialog.answer == "train on":
            self._control.train_on(dialog.extend)
        else:
            self._control.start("afresh")

    # --- how things stand ---

    def show(self) -> None:
        """The buttons, the progress and the status line, as things stand."""
        run, actions, waiting = self._run.current, self._chrome.actions, self._control.waiting
        phase = run.phase if run is not None else None
        training = run is not None and run.training
        if not training:
            self._pulse.stop()
        self._show_train(actions["train"], phase)
        actions["step"].setEnabled(phase in ("running", "paused"))
        actions["stop"].setEnabled(training or waiting)
        progress = self._engine.progress
        share = 0.0 if waiting else progress.share
        self._chrome.top.show_progress(share, "waiting for the engine" if waiting else progress.line())
        self._chrome.top.device.setText(self._device_words())
        if self._workspace.engine_ready:
            self._chrome.status.show_state(self._state_words())

    def _show_train(self, train: QAction, phase: Phase | None) -> None:
        _retitle(train, WORDS.get(phase or "", self._idle_words()))
        sign = ("mdi6.pause" if phase == "running" else "mdi6.play", theme.current().on_accent)
        if self._workspace.engine_ready and sign != self._train_sign:
            self._train_sign = sign
            train.setIcon(theme.icon(*sign))

    def _idle_words(self) -> str:
        problems = len(self._shared.document.analysis.problems)
        if self._control.waiting:
            return "Waiting…"
        return f"{problems} problem{'s' * (problems > 1)}" if problems else "Train"

    def _state_words(self) -> str:
        run, shown = self._run.current, self._workspace.shown
        if run is None or not run.training:
            if self._workspace.reading:
                return self._workspace.reading
            return f"Trained {shown.step:,} steps" if shown is not None and shown.trained else "Ready"
        return f"{STATES[run.phase]} · step {run.step:,} of {run.total:,}"

    def _device_words(self) -> str:
        """Of the run while one trains, which may have another device than new ones get; else of a new one."""
        run, device = self._run.current, self._shared.settings.value.device
        compute = run.compute if run is not None and run.training else self._control.compute
        if compute is None:
            return "Automatic" if device == "auto" else device.upper()
        if compute.device != "cpu":
            return compute.device.upper()
        return f"CPU · {compute.threads} thread{'s' * (compute.threads > 1)}"

    def stop(self) -> None:
        """Shows nothing more."""
        self._pulse.stop()


def _retitle(action: QAction, text: str) -> None:
    if action.iconText() != text:
        action.setText(text)
        action.setIconText(text)
        action.setToolTip(f"{text} ({action.shortcut().toString()})")
