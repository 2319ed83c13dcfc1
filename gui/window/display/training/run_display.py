"""Run display: what the window shows of a run as it goes: buttons, progress, chart, result, and the finish."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction, QIcon

from engine import events
from engine.errors import DataError, ProjectError
from engine.project.data.data_settings import NoValidation
from engine.project.project import epoch_steps, problems
from engine.project.training.legs import Extend, Leg
from engine.service.answers import Compute, in_all
from engine.service.questions import ReadRun
from gui.appearance import theme
from gui.appearance.numerals import counted, in_figures, numeral
from gui.chart.panel import ChartPanel
from gui.chart.plot.curves import RunCurves
from gui.state.run.run import Run
from gui.state.run.run_control import GOING
from gui.state.run.train_offer import TrainOffer
from gui.window.dialogs.train_on_dialog import CHOICES, TrainOnDialog
from gui.window.display.runs.curves_on_disk import averaged_of
from gui.window.display.training import best_weights
from gui.window.groups import Chrome, Engine, Panels, Shared
from gui.window.line import kept_run
from gui.window.line.saying import Saying
from gui.window.line.shown_in_words import in_words
from gui.window.menus.actions import with_mnemonic

PULSE_MS = 500
STATES = {"running": "Training", "paused": "Paused", "preparing": "Preparing", "stopping": "Stopping"}


class RunDisplay(QObject):
    """Listens to the engine and to run control, and tells the panels."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, chrome: Chrome) -> None:
        super().__init__()
        self._shared, self._engine, self._panels, self._chrome = shared, engine, panels, chrome
        self._control, self._workspace, self._run = self._engine.control, self._shared.workspace, self._shared.run
        self._train_sign = ("", "")
        self._ended = False
        self._curves_before: RunCurves | None = None  # those that the current run took the place of
        self._pulse = QTimer(self, interval=PULSE_MS)
        self._pulse.timeout.connect(self._show_how_far)
        self._connect()

    def _connect(self) -> None:
        run, control = self._run, self._control
        run.began.connect(self._on_began)
        run.changed.connect(self.show)
        run.changed.connect(self._follow_chart)
        run.replaced.connect(self._on_replaced)
        run.steps.connect(self._on_steps)
        run.epoch.connect(lambda event: self._chart.mark_epoch(event.step, event.epoch))
        run.evaluated.connect(self._on_evaluated)
        run.not_begun.connect(self._on_not_begun)
        run.renamed.connect(self._chart.rename)
        self._engine.bridge.noted.connect(self._on_noted)
        control.changed.connect(self.show)
        control.blocked.connect(self._on_blocked)
        control.ask_how.connect(self._ask_how)
        self._engine.loading.changed.connect(self.show)
        self._engine.tuning.changed.connect(self._on_tuning)
        self._engine.rate_finding.changed.connect(self._show_how_far)
        self._engine.estimating.changed.connect(self.show)
        self._engine.best.changed.connect(self._show_how_far)
        self._engine.last_run.changed.connect(self._show_how_far)
        self._workspace.shown_changed.connect(self.show)
        self._workspace.reading_changed.connect(self.show)
        self._shared.document.changed.connect(lambda *_: self.show())
        self._shared.document.drafts.changed.connect(self.show)
        self._shared.settings.changed.connect(lambda *_: self.show())

    @property
    def _chart(self) -> ChartPanel:
        return self._panels.chart

    # --- the engine's words ---

    def _on_began(self, run: Run) -> None:
        """A new run, or the same with more ahead of it."""
        self._engine.facts.are_there(run.project.data.source)
        classes, training = len(run.project.facts.classes), run.project.training
        curves = RunCurves(run.id, run.title, epoch_steps(run.project), run.total, classes, training.loss)
        curves.seed, curves.averages = training.seed, training.average is not None
        curves.tried_on = "test" if isinstance(run.project.data.validation, NoValidation) else "validation"
        self._curves_before = self._chart.run
        self._chart.start_run(curves)

    def _follow_chart(self) -> None:
        """The chart calls the run what it is called; that of one that has ended fits what was run."""
        run, shown = self._run.current, self._chart.run
        if run is None or shown is None or shown.run_id != run.id:
            return
        self._chart.rename(run.id, run.title)
        if not run.training:
            self._chart.end_run(complete=run.stopped_by in events.OF_ITSELF)

    def _on_replaced(self) -> None:
        """Another run, or none: the chart follows, also back to the one before a run that never began."""
        run, shown, before = self._run.current, self._chart.run, self._curves_before
        if run is None:
            self._chart.clear()
        elif before is not None and before.run_id == run.id and (shown is None or shown.run_id != run.id):
            self._chart.show_series(before)

    def _on_steps(self, event: events.StepsDone) -> None:
        """What a step took is not told of each, but of all of them."""
        seconds = np.full(len(event.steps), event.seconds / max(1, len(event.steps)), np.float32)
        self._chart.add_steps(event.steps, event.loss, event.accuracy, event.rate, seconds)

    def _on_evaluated(self, event: events.Evaluated) -> None:
        self._chart.add_evaluation(event.split, event.step, event.beside_training, event.accuracy, averaged_of(event))

    def _on_noted(self, event: events.Noted) -> None:
        messages = self._shared.messages
        (messages.warn if event.warns else messages.say)(in_figures(event.what))

    def _on_not_begun(self, run: Run, error: Exception | None) -> None:
        """Where images are missing the Data page has the way out, as long as it is of the same data."""
        facts, source = self._engine.facts, run.project.data.source
        if not isinstance(error, DataError):
            return
        if facts.concerns(source):
            facts.are_missing(error, source)
            self._chrome.frame.show_page("data")
        else:
            self._shared.messages.error(error)

    # --- Train explains itself ---

    def _on_tuning(self) -> None:
        """How far it is, and what the next run takes by now."""
        self._show_device()
        self._show_how_far()

    def _on_blocked(self, offer: TrainOffer) -> None:
        """Leads to the first thing that is to be done before anything can be trained."""
        stack, document, frame = self._panels.stack, self._shared.document, self._chrome.frame
        match offer.does:
            case "first layer":
                stack.focus_search()
            case "stack":
                stack.select_first_problem()
            case "fields":
                draft = document.drafts.invalid[0]
                if draft.place != "stack":
                    frame.show_page(draft.place)
                draft.focus()
            case "settings":
                self._show_setting(problems(document.project)[0])

    def _show_setting(self, problem: ProjectError) -> None:
        self._chrome.frame.show_page("data" if (problem.where.field or "").startswith("data") else "training")
        self._shared.messages.error(problem)

    def _ask_how(self) -> None:
        run = self._run.current
        if run is None:
            return
        self._engine.jobs.drop(ReadRun)  # another run must not come while this one is asked about
        further: dict[Extend, Leg] = {extend: self._control.further_leg(extend) for extend in ("auto", *CHOICES)}
        dialog = TrainOnDialog(
            run.legs,
            further,
            self._control.on_words,
            self._ended_in_words(run),
            self._chrome.frame,
            in_figures(self._goes_on_in_words()),
            run.rate_changes,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._train_again(run.id, dialog))
        dialog.open()

    def _train_again(self, run: str, dialog: TrainOnDialog) -> None:
        """As was chosen, unless another run came meanwhile."""
        if self._run.current is None or self._run.current.id != run:
            return
        if dialog.remember.isChecked():
            self._shared.settings.change(after_finish=dialog.answer)
        if dialog.answer == "train on":
            self._control.train_on(dialog.extend)
        else:
            self._control.start("afresh")

    def _ended_in_words(self, run: Run) -> str:
        """How the run stands that could go on."""
        if run.unfinished:
            return f"This run {run.left_off} at step {numeral(run.step)} of {numeral(run.total)}."
        return "This network has been trained already."

    # --- how things stand ---

    def show(self) -> None:
        """The buttons, the progress and the status line, as things stand."""
        run, actions, waiting = self._run.current, self._chrome.actions, self._control.waiting
        phase = run.phase if run is not None else None
        training = run is not None and run.training
        if waiting or training:
            self._chrome.first_steps.reach(1)
        if not training and not self._engine.loading.going_on:
            self._pulse.stop()
        elif not self._pulse.isActive() and not self._ended:
            self._pulse.start()
        self._show_train(actions["train"])
        for name in ("step", "step epoch"):
            actions[name].setEnabled(phase in GOING)
        actions["rate"].setEnabled(self._control.can_change_rate)
        actions["evaluate"].setEnabled(self._control.can_evaluate)
        actions["stop"].setEnabled(training or waiting)
        self._enable_ways(training=training)
        self._show_device()
        self._show_how_far()

    def _show_how_far(self) -> None:
        """What grows with every step, and nobody announces."""
        self._show_progress()
        self._chrome.line.say("quiet", self._quiet())
        self._chrome.status.show_state(self._state_words())

    def _quiet(self) -> Saying:
        """What is shown; of a run that keeps its best weights also the way to those that are not, and of a network
        that was trained before the way there.
        """
        document, shown, run = self._shared.document, self._workspace.shown, self._run.current
        best, kept = self._engine.best.step, None if shown and shown.trained else self._engine.last_run.found
        lags, what = self._engine.showing.lags, (document.project, document.analysis)
        words = in_words(*what, shown, self._run, lags=lags, kept=kept)
        words += best_weights.in_words(run, shown, best)
        ways = best_weights.ways(run, shown, best, self._engine.looking.look_at)
        return Saying(words, ways=ways + kept_run.ways(kept, self._chrome.files.run_chosen.emit), news=False)

    def _enable_ways(self, *, training: bool) -> None:
        """The ways to train again, by menu: what would do something else than it says cannot be chosen."""
        actions, shown = self._chrome.actions, self._workspace.shown
        actions["afresh"].setEnabled(not training)
        actions["train on"].setEnabled(self._control.can_train_on)
        actions["train on"].setText(with_mnemonic(self._control.on_words, "n"))
        actions["train on"].setToolTip(self._control.on_tip)
        actions["transfer"].setEnabled(not training and shown is not None and shown.trained)
        actions["fork"].setEnabled(self._run.current is not None and (training or self._run.current.step > 0))

    def _show_progress(self) -> None:
        """Of the run; until the engine is there, of that."""
        loading, progress = self._engine.loading, self._engine.progress
        self._chart.show_left(progress.left)
        if not loading.going_on:
            self._chrome.top.show_progress(progress.share, progress.line())
        else:
            waits = f"Trains as soon as PyTorch is loaded{f': {loading.left}' if loading.left else ''}"
            words = waits if self._control.waiting else loading.short_words
            self._chrome.top.show_progress(loading.share, words, busy=loading.share is None)

    def _show_train(self, train: QAction) -> None:
        """What it says, with the sign of it; amber and without a sign while something has to be mended first."""
        offer = self._control.offer
        self._chrome.first_steps.begin(offer.first)
        _retitle(train, offer.words, self._train_tip(offer))
        self._chrome.top.show_attention(offer.mends)
        sign = "" if offer.shows_why_not else "mdi6.pause" if offer.does == "pause" else "mdi6.play"
        looks = (sign, theme.current().on_accent)
        if self._workspace.engine_ready and looks != self._train_sign:
            self._train_sign = looks
            train.setIcon(theme.icon(*looks) if sign else QIcon())

    def _train_tip(self, offer: TrainOffer) -> str:
        """What a press does, and how long a whole run takes here, as far as it is known."""
        tip, estimate = offer.tip or offer.words, self._engine.estimating.now
        begins = offer.does == "train" and not self._control.would_train_on
        return f"{tip}. {in_figures(in_all(estimate.whole))}" if begins and estimate else tip

    def _state_words(self) -> str:
        run, loading = self._run.current, self._engine.loading
        if loading.going_on or loading.failed:
            return loading.words
        if run is None or not run.training:
            if going_on := self._workspace.reading or self._engine.tuning.words or self._engine.rate_finding.words:
                return going_on
            return self._trained_words(run)
        until = " to the end of the epoch" if run.ends_epoch else ""
        return f"{STATES[run.phase]}{until} · step {numeral(run.step)} of {numeral(run.total)}"

    def _trained_words(self, run: Run | None) -> str:
        """How far it was trained, and where that is another which step is shown."""
        shown = self._workspace.shown
        step = 0 if shown is None else shown.step
        whole = run.step if run is not None and shown is not None and shown.run == run.id else step
        if not whole:
            return "Ready"
        trained = f"Trained {counted(whole, 'step')}"
        return trained if step == whole else f"{trained} · showing step {numeral(step)}"

    def _show_device(self) -> None:
        """Of the run while one trains or Train would train on, which may have another than new ones get."""
        chosen = self._shared.settings.value
        run, goes_on = self._run.current, self._control.goes_on_on if chosen.after_finish != "afresh" else None
        compute = (run.compute if run is not None and run.training else goes_on) or self._engine.tuning.compute
        words = on_words(compute) if compute else "Automatic" if chosen.device == "auto" else chosen.device.upper()
        self._chrome.top.show_device(words, in_figures(self._goes_on_in_words()))

    def _goes_on_in_words(self) -> str:
        """That the shown run goes on as it was, where a new one would be computed otherwise; else nothing."""
        on, new = self._control.goes_on_on, self._engine.tuning.compute
        if on is None or new is None or (new.device == "cpu" and not new.threads) or on_words(on) == on_words(new):
            return ""
        return f"Trained on, this run stays on {on_words(on)}, as it began; a new one takes {on_words(new)}."

    def stop(self) -> None:
        """Shows nothing more."""
        self._ended = True
        self._pulse.stop()


def on_words(compute: Compute) -> str:
    """As "CPU · 2 threads"; of threads only where they are known, and the CPU computes."""
    if compute.device != "cpu":
        return compute.device.upper()
    return f"CPU · {counted(compute.threads, 'thread')}" if compute.threads else "CPU"


def _retitle(action: QAction, text: str, tip: str) -> None:
    tip = f"{tip} ({action.shortcut().toString()})"
    if (action.iconText(), action.toolTip()) != (text, tip):
        action.setText(f"&{text}")
        action.setIconText(text)
        action.setToolTip(tip)
