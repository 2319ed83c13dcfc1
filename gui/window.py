"""Window: makes the parts and wires them together; what the parts do is their own."""

from __future__ import annotations

from pathlib import Path

import psutil
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication

from engine import events
from engine.answers import ImageOf, RunView, Shown
from engine.project import Project
from engine.service import Machine, Service
from gui import dialogs, theme
from gui.actions import Actions
from gui.bridge import Bridge
from gui.chart.panel import ChartPanel
from gui.data.page import DataPage
from gui.document import Document
from gui.draw.panel import DrawPanel
from gui.files import Files
from gui.finish import Finish
from gui.inspect.page import InspectPage
from gui.jobs import Jobs
from gui.live import Live
from gui.menus import fill_menus, make_training_actions
from gui.messages import Message, Messages
from gui.notices import FirstSteps, StackChanged
from gui.run_control import RunControl, same_network, steps_in_all, steps_per_epoch
from gui.runs.page import RunsPage
from gui.settings import SettingsFile
from gui.shell import Shell
from gui.stack.panel import StackPanel
from gui.statusbar import StatusBar
from gui.topbar import TopBar
from gui.training.page import TrainingPage
from gui.workspace import Workspace

NOTHING_TRAINS = "Ready"


class Window(QObject):
    """The whole program on the window's thread: `Window(document, service-making, settings)`."""

    PAGES = (("inspect", "&Inspect"), ("data", "&Data"), ("training", "&Training"), ("runs", "&Runs"))

    def __init__(
        self, document: Document, service: Service, bridge: Bridge, settings: SettingsFile, messages: Messages
    ) -> None:
        super().__init__()
        self.document, self.service, self.bridge = document, service, bridge
        self.settings, self.messages = settings, messages
        self.workspace = Workspace(document, self)
        self.jobs = Jobs(self)
        self.shell = Shell()
        self.files = Files(document, settings, messages, self.shell)
        self.live = Live(document, self.workspace, service, bridge, self.jobs)
        self.control = RunControl(document, self.workspace, service, bridge, self.jobs, messages, self._machine)
        self.control.after_finish = settings.value.after_finish
        self._closing = False
        self._make_panels()
        self._place_panels()
        self._connect_panels()
        self._connect_engine()
        self._restore()
        self._show_title()
        self._show_run()

    # --- making and placing ---

    def _make_panels(self) -> None:
        self.stack = StackPanel(self.document, self.workspace)
        self.chart = ChartPanel()
        self.draw = DrawPanel(self.workspace)
        self.inspect = InspectPage(self.document, self.workspace)
        self.data = DataPage(self.document)
        self.training = TrainingPage(self.document, self.settings)
        self.runs = RunsPage()
        self.status = StatusBar()
        self.first_steps = FirstSteps()
        self.changed_strip = StackChanged(
            lambda: self.control.start("afresh"), lambda: self.control.start("transfer"), self._show_runs_stack
        )
        self.finish = Finish(self._start_drawing, self.stack.focus_search, self.train_on)

    def _place_panels(self) -> None:
        self.actions = Actions(self.shell)
        make_training_actions(self, self.actions)
        fill_menus(self, self.actions)
        self.top = TopBar(self.actions["train"], self.actions["step"], self.actions["stop"])
        for notice in (self.first_steps, self.changed_strip, self.finish):
            self.shell.add_notice(notice)
        pages = (self.inspect, self.data, self.training, self.runs)
        for (key, title), page in zip(self.PAGES, pages, strict=True):
            self.shell.add_page(key, title.replace("&", ""), page)
        self.shell.fill(self.top, self.stack, self.chart, self.draw)
        self.shell.statusBar().addPermanentWidget(self.status, 1)
        self.shell.statusBar().setSizeGripEnabled(False)

    # --- wiring ---

    def _connect_panels(self) -> None:
        self.document.changed.connect(self._on_document)
        self.document.modified_changed.connect(self._show_title)
        self.document.replaced.connect(self._on_replaced)
        self.workspace.shown_changed.connect(self._on_shown)
        self.workspace.state_changed.connect(self._on_state)
        self.live.visible_cards = self.stack.visible_addresses
        self.live.selected_address = self.inspect.address
        self.live.prediction.connect(self._on_prediction)
        self.live.card_maps.connect(self.stack.set_card_maps)
        self.live.layer_view.connect(self.inspect.show_layer)
        self.live.picture.connect(self.inspect.show_picture)
        self.stack.cards_scrolled.connect(self.live.ask_cards)
        self.inspect.address_changed.connect(self.live.ask_layer)
        self.inspect.next_mistake_asked.connect(self._next_mistake)
        self.data.overview_asked.connect(self._ask_overview)
        self.data.folder_chosen.connect(self._use_data_folder)
        self.runs.refresh_asked.connect(self._ask_runs)
        self.runs.run_chosen.connect(self.open_run)
        self.draw.message.connect(self.messages.say)
        self.draw.touched.connect(self._on_touched)
        self.top.data_clicked.connect(lambda: self.shell.show_page("data"))
        self.top.device_clicked.connect(lambda: self.shell.show_page("training"))
        self.shell.page_changed.connect(self._on_page)
        self.shell.file_dropped.connect(lambda name: self.files.open(Path(name)))
        self.shell.close_asked.connect(self._on_close)
        self.files.run_chosen.connect(self.open_run)
        self.files.model_chosen.connect(self._open_model)
        self.files.save_model.connect(self._save_model)
        self.finish.picked.connect(self._look_into)
        self.first_steps.dismissed.connect(lambda: self.settings.change(first_steps=False))
        self.chart.folded_changed.connect(self._on_folded)
        self.jobs.failed.connect(self.messages.error)

    def _connect_engine(self) -> None:
        self.bridge.reply.connect(self.jobs.take)
        self.bridge.steps.connect(self._on_steps)
        self.bridge.epoch.connect(lambda event: self.chart.mark_epoch(event.step, event.epoch))
        self.bridge.evaluated.connect(self._on_evaluated)
        self.bridge.finished.connect(self._on_finished)
        self.control.changed.connect(self._show_run)
        self.control.started.connect(self._on_started)
        self.control.blocked.connect(self._on_blocked)
        self.control.ask_how.connect(self._ask_how)
        self._pulse = QTimer(self, interval=250)
        self._pulse.timeout.connect(self._show_run)

    def _restore(self) -> None:
        value = self.settings.value
        self.first_steps.setVisible(value.first_steps)
        self.shell.restore(value.geometry, maximised=value.maximised)
        self.shell.restore_sizes(value.layout)
        self.chart.set_folded(value.chart_folded)
        self.messages.show_by(self._show_message)
        if self.settings.problem:
            self.messages.warn(self.settings.problem)

    def warm_up(self) -> None:
        """Loads the engine; called once the window has been painted."""
        self.status.show_state("Preparing engine…")
        self.jobs.ask("warm up", self.service.warm_up, self._on_ready, self._on_not_ready)

    def _on_ready(self, _: object) -> None:
        self.chart.make_plot()
        self.workspace.set_engine_ready()
        self._ask_runs()

    def _on_not_ready(self, error: Exception) -> None:
        self.status.show_state("The engine could not be loaded")
        self.messages.error(error)

    # --- the document ---

    def _on_document(self, old: Project, new: Project) -> None:
        self._show_title()
        self._show_difference()
        self._show_run()
        if old.data != new.data:
            self._on_data()

    def _on_replaced(self) -> None:
        self._show_title()
        self._on_data()
        if not self.workspace.training:
            self.chart.clear()
            self.finish.hide()
        first = self.document.network.nodes[:1]
        self.workspace.select(node.id for node in first)

    def _on_data(self) -> None:
        self.draw.set_classes(self.document.project.data.source.classes)
        self.workspace.look_at(ImageOf("test", 0))
        if self.shell.page == "data":
            self._ask_overview()

    def _show_title(self, *_: object) -> None:
        project = self.document.project
        source = project.data.source
        channels, height, width = source.shape
        colour = " · colour" if channels == 3 else ""
        data = f"{source.name} · {height}×{width}{colour} · {len(source.classes)} classes"
        self.top.show_project(project.title, self.document.modified, data)
        self.shell.setWindowTitle(f"{project.title}{' •' if self.document.modified else ''} – Layerscope")
        self.status.show_saved("Unsaved changes" if self.document.modified else "")

    # --- the model ---

    def _on_shown(self) -> None:
        self._show_difference()
        shown = self.workspace.shown
        if shown is None:
            self.draw.set_no_model("Mend the stack to see what it makes of your drawing.")

    def _show_difference(self) -> None:
        shown, project = self.workspace.shown, self.document.project
        if shown is None or shown.run is None or same_network(shown, project):
            self.changed_strip.hide()
        elif not self.document.analysis.problems:
            self.jobs.ask("tally", lambda: self.service.tally(project), self._show_tally)

    def _show_tally(self, tally: object) -> None:
        shown = self.workspace.shown
        if shown is not None and shown.run is not None and not same_network(shown, self.document.project):
            name = "the run" if self.workspace.training else f"“{shown.project.title}” at step {shown.step:,}"
            self.changed_strip.show_tally(name, tally.kept, tally.total)

    def _show_runs_stack(self) -> None:
        if self.workspace.shown is not None:
            self.document.edit_network(self.workspace.shown.project.network, "Show the run's stack")

    def _on_prediction(self, prediction: object) -> None:
        self.draw.show_prediction(prediction)
        self._reach_second_step(prediction)

    def _reach_second_step(self, prediction: object) -> None:
        if prediction is not None and prediction.step > 0 and prediction.probabilities.max() > 0.9:
            self.first_steps.reach(2)

    def _on_touched(self) -> None:
        shown = self.workspace.shown
        if shown is not None and shown.trained:
            self.first_steps.reach(3)

    # --- running ---

    def _machine(self) -> Machine:
        value = self.settings.value
        return Machine(value.device, value.threads or None)

    def _on_started(self, project: Project, run: str) -> None:
        self.finish.hide()
        self.first_steps.reach(1)
        going_on = self.control.step > 0 and self.chart.run_id == run
        if not going_on:
            self.chart.start_run(run, project.title, steps_per_epoch(project), steps_in_all(project))
        else:
            self.chart.set_total(steps_in_all(project))
        self.training.show_evaluation(None, project.data.source.classes)

    def _on_steps(self, event: events.StepsDone) -> None:
        self.chart.add_steps(event.steps, event.loss, event.accuracy, event.rate)

    def _on_evaluated(self, event: events.Evaluated) -> None:
        self.chart.add_evaluation(event.split, event.step, event.loss, event.accuracy)
        classes = self.control.project.data.source.classes if self.control.project else ()
        self.training.show_evaluation(event, classes)

    def _on_state(self) -> None:
        if self.workspace.training:
            self._pulse.start()
        else:
            self._pulse.stop()
        self._show_run()

    def _on_finished(self, event: events.Finished) -> None:
        self._ask_runs()
        if event.stopped_by == "budget":
            self._last_evaluation = None
        self.jobs.ask("mistakes of the run", lambda: self.service.mistakes("test", 0, 5), self._tell_finish)

    def _tell_finish(self, pictures: list) -> None:
        evaluation = self.training.evaluation
        project = self.control.project
        if evaluation is None or project is None or evaluation.split != "test":
            return
        images = sum(map(sum, evaluation.confusion))
        kind = "digits" if project.data.source.classes == tuple("0123456789") else "images"
        self.finish.tell(evaluation.accuracy, images, kind, pictures, project.data.source.classes)

    def _show_run(self) -> None:
        """The buttons, the progress and the status line, as things stand."""
        state, control = self.workspace.state, self.control
        train, step, stop = (self.actions[name] for name in ("train", "step", "stop"))
        problems = len(self.document.analysis.problems)
        words = {"running": "Pause", "paused": "Resume", "preparing": "Starting…", "stopping": "Stopping…"}
        idle = "Waiting…" if control.busy else f"{problems} problem{'s' * (problems > 1)}" if problems else "Train"
        _retitle(train, words.get(state or "", idle))
        icons = {"running": "mdi6.pause", "paused": "mdi6.play"}
        train.setIcon(theme.icon(icons.get(state or "", "mdi6.play"), theme.current().on_accent))
        step.setEnabled(state in ("running", "paused"))
        stop.setEnabled(self.workspace.training or control.busy)
        self.top.show_progress(control.share, control.line())
        self.top.device.setText(self._device_words())
        if self.workspace.engine_ready:
            self.status.show_state(self._state_words())

    def _state_words(self) -> str:
        if not self.workspace.training or self.control.project is None:
            shown = self.workspace.shown
            return f"Trained {shown.step:,} steps" if shown is not None and shown.trained else NOTHING_TRAINS
        state = (self.workspace.state or "").capitalize().replace("Running", "Training")
        return f"{state} · step {self.control.step:,} of {self.control.total_steps:,}"

    def _device_words(self) -> str:
        value = self.settings.value
        threads = value.threads or Machine("cpu", None).chosen_threads
        device = "CPU" if value.device in ("auto", "cpu") else value.device.upper()
        return f"{device} · {threads} thread{'s' * (threads > 1)}"

    def _on_blocked(self) -> None:
        first = self.document.analysis.problems[0]
        self.messages.warn(f"The stack cannot run yet: {first.why}")
        self.stack.select_first_problem()

    def _ask_how(self) -> None:
        answer = dialogs.ask_how_to_train(self.shell, "as long again")
        if answer is not None:
            how, remember = answer
            if remember:
                self.set_after_finish(how)
            self.control.start(how)

    def train_on(self) -> None:
        """As many epochs again, or afresh where the shown model cannot go on."""
        self.control.start("train on" if self.control.can_train_on else "afresh")

    def set_after_finish(self, how: str) -> None:
        """What Train does after a finished run."""
        self.control.after_finish = how
        self.settings.change(after_finish=how)

    # --- pages ---

    def _on_page(self, page: str) -> None:
        self.live.set_inspecting(page == "inspect")
        if page == "data":
            self._ask_overview()
        elif page == "runs":
            self._ask_runs()

    def _ask_overview(self) -> None:
        settings = self.document.project.data
        if self.workspace.engine_ready:
            ask = self.service.data_overview
            self.jobs.ask("data", lambda: ask(settings), self.data.show_overview, self.data.show_error)

    def _use_data_folder(self, folder: str) -> None:
        self.settings.change(data_folder=folder)
        self.jobs.ask("data root", lambda: self.service.set_data_root(Path(folder)), lambda _: self._ask_overview())

    def _ask_runs(self) -> None:
        if self.workspace.engine_ready:
            self.jobs.ask("runs", self.service.list_runs, self.runs.show_runs)

    def _next_mistake(self, split: str, start: int) -> None:
        ask = self.service.mistakes
        self.jobs.ask("mistakes", lambda: ask(split, start, 1), self._look_at_mistake)

    def _look_at_mistake(self, pictures: list) -> None:
        if pictures:
            self.workspace.look_at(pictures[0].image)
        else:
            self.messages.say("The network makes no mistake there.")

    def _look_into(self, image: ImageOf) -> None:
        self.workspace.look_at(image)
        self.shell.show_page("inspect")

    def _start_drawing(self) -> None:
        self.draw.start_drawing()

    # --- runs and files with weights ---

    def open_run(self, folder: Path) -> None:
        """Shows a run: its curves, its model and its evaluation; the document becomes its project when nothing is lost."""
        if self.workspace.training:
            self.messages.warn("A run is training.", "Stop it to look at another.")
        elif self.files.may_leave():
            self.jobs.ask("show", lambda: self.service.show_run(folder), self._show_run_view)

    def _show_run_view(self, view: RunView) -> None:
        self.files.opened(view.project, None)
        if view.shown is not None:
            self.workspace.show_model(view.shown)
        self.control.project = view.project
        self.chart.show_run(view)
        evaluations = [event for event in view.events if isinstance(event, events.Evaluated)]
        if evaluations:
            self.training.show_evaluation(evaluations[-1], view.project.data.source.classes)
        self.shell.show_page("inspect")
        self._show_run()

    def _open_model(self, path: Path) -> None:
        self.jobs.ask("show", lambda: self.service.open_with_model(path), lambda shown: self._opened_model(shown, path))

    def _opened_model(self, shown: Shown, path: Path) -> None:
        self.files.opened(shown.project, path)
        self.workspace.show_model(shown)

    def _save_model(self, path: Path) -> None:
        project, thumbnail = self.document.project, self._thumbnail()
        ask = self.service.save_with_model
        self.jobs.ask(f"save {path}", lambda: ask(project, path, thumbnail), lambda _: self.files.was_saved(path))

    def _thumbnail(self) -> bytes:
        bytes_ = QByteArray()
        buffer = QBuffer(bytes_)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self.stack.grab().scaledToWidth(256).save(buffer, "PNG")
        return bytes(bytes_.data())

    # --- look ---

    def set_theme(self, mode: str) -> None:
        """Light, dark, or as the system has it."""
        self.settings.change(theme=mode)
        self._restyle()

    def zoom_by(self, step: float) -> None:
        """Larger or smaller by a step; 0 for the usual size."""
        low, high = theme.ZOOM_RANGE
        zoom = min(high, max(low, round(self.settings.value.zoom + step, 2))) if step else 1.0
        self.settings.change(zoom=zoom)
        self._restyle()

    def _restyle(self) -> None:
        app = QApplication.instance()
        theme.apply(app, self.settings.value.theme, self.settings.value.zoom)
        self._show_run()

    def fold_chart(self) -> None:
        """Folds the chart to a line, or unfolds it."""
        self.chart.set_folded(not self.chart.folded)

    def _on_folded(self, folded: bool) -> None:
        self.settings.change(chart_folded=folded)
        self.shell.fold_chart(folded, self.chart.folded_height())

    def show_help(self) -> None:
        """The help page."""
        dialogs.Help(self.actions.named.values(), self.shell).open()

    def show_about(self) -> None:
        """Version and licences."""
        dialogs.show_about(self.shell)

    def _show_message(self, message: Message) -> None:
        self.status.show_message(message)
        if message.level == "unexpected":
            dialogs.show_unexpected(self.shell, message)

    # --- the end ---

    def _on_close(self, event: QCloseEvent) -> None:
        if self._closing or self.files.may_leave():
            event.accept()
            self.close()
        else:
            event.ignore()

    def interrupted(self) -> None:
        """The system asks to end: no question; what is not saved waits for the next start."""
        self.files.autosave()
        self.close(keep_recovery=True)
        QApplication.quit()

    def close(self, *, keep_recovery: bool = False) -> None:
        """Ends everything: a run stops with a checkpoint, the layout is remembered."""
        if self._closing:
            return
        self._closing = True
        self.live.stop()
        self._pulse.stop()
        geometry = self.shell.geometry().getRect()
        self.settings.change(layout=self.shell.layout_sizes(), geometry=geometry, maximised=self.shell.isMaximized())
        self.service.close()
        self.bridge.stop()
        self.files.close(keep_recovery=keep_recovery)
        self.document.close()


def _retitle(action: object, text: str) -> None:
    action.setText(text)
    action.setIconText(text)
    shortcut = action.shortcut().toString()
    action.setToolTip(f"{text} ({shortcut})")


def is_alive(pid: int) -> bool:
    """True while a process of this number runs."""
    return psutil.pid_exists(pid)
