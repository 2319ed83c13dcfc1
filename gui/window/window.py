"""Window: makes the parts, puts them in their places and wires what concerns them all; the rest is the parts' own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication

from engine.project.data_settings import DIGITS
from engine.project.project import Project
from engine.service.answers import Compute, ImageOf
from engine.service.service import Machine, Service
from gui.chart.panel import ChartPanel
from gui.data.page import DataPage
from gui.inspect.page import InspectPage
from gui.runs.page import RunsPage
from gui.stack.panel import StackPanel
from gui.state.bridge import Bridge
from gui.state.document import Document
from gui.state.jobs import Jobs
from gui.state.live import Live
from gui.state.message_queue import Message, MessageQueue
from gui.state.run_control import RunControl
from gui.state.settings import SettingsFile
from gui.state.workspace import Workspace
from gui.training.page import TrainingPage
from gui.tryit.panel import TryItPanel
from gui.window import dialogs
from gui.window.actions import Actions
from gui.window.finish import Finish
from gui.window.frame import Frame
from gui.window.matrix_to_image import MatrixToImage
from gui.window.menus import PAGES, fill_menus, training_actions
from gui.window.model_display import ModelDisplay
from gui.window.notices import FirstSteps
from gui.window.opened_runs import OpenedRuns
from gui.window.parts import Parts
from gui.window.project_files import ProjectFiles
from gui.window.run_display import RunDisplay
from gui.window.statusbar import StatusBar
from gui.window.topbar import TopBar
from gui.window.view_choices import ViewChoices


class Window(QObject):
    """The whole program on the window's thread."""

    def __init__(
        self, document: Document, service: Service, bridge: Bridge, settings: SettingsFile, messages: MessageQueue
    ) -> None:
        super().__init__()
        self.parts = _parts(document, service, bridge, settings, messages)
        self._closing = self._failed_to_load = self._drawn_over = False
        self.ended = False  # the engine's threads, after `close`
        self._place()
        self.view_choices = ViewChoices(self.parts)
        self.model_display = ModelDisplay(self.parts)
        self.parts.frame.add_notice(self.parts.finish)
        self.opened_runs = OpenedRuns(self.parts)
        self.run_display, self.matrix_to_image = RunDisplay(self.parts), MatrixToImage(self.parts)
        fill_menus(self.parts, self.view_choices, self.show_help, self.show_about)
        self._connect()
        self._begin()

    def _place(self) -> None:
        parts = self.parts
        parts.frame.add_notice(parts.first_steps)
        pages = (parts.inspect, parts.data, parts.training, parts.runs)
        for (key, title), page in zip(PAGES, pages, strict=True):
            parts.frame.add_page(key, title, page, scrolls=page in (parts.inspect, parts.runs))
        parts.frame.fill(parts.top, parts.stack, parts.chart, parts.draw)
        parts.frame.statusBar().addPermanentWidget(parts.status, 1)
        parts.frame.statusBar().setSizeGripEnabled(False)

    def _connect(self) -> None:
        parts = self.parts
        parts.bridge.reply.connect(parts.jobs.take)
        parts.jobs.failed.connect(parts.messages.error)
        parts.document.changed.connect(self._on_document)
        parts.document.modified_changed.connect(self._show_title)
        parts.document.replaced.connect(self._on_replaced)
        parts.control.queued.connect(self._try_again)
        for say in (parts.draw.message, parts.chart.message, parts.stack.message):
            say.connect(parts.messages.say)
        for warn in (parts.stack.refused, parts.chart.problem):
            warn.connect(parts.messages.warn)
        parts.bridge.progress.connect(parts.workspace.note_progress)
        parts.workspace.reading_changed.connect(lambda: parts.data.say_progress(parts.workspace.reading))
        parts.data.overview_asked.connect(self._ask_overview)
        parts.data.folder_chosen.connect(self._use_data_folder)
        parts.top.data_clicked.connect(lambda: parts.frame.show_page("data"))
        parts.top.device_clicked.connect(lambda: parts.frame.show_page("training"))
        parts.frame.page_changed.connect(self._on_page)
        parts.frame.file_dropped.connect(lambda name: parts.files.open(Path(name)))
        parts.frame.close_asked.connect(self._on_close)
        parts.stack.advising.shown_changed.connect(lambda shown: parts.settings.change(advice=shown))
        parts.draw.touched.connect(self._on_touched)
        parts.first_steps.dismissed.connect(lambda: parts.settings.change(first_steps=False))

    def _begin(self) -> None:
        parts = self.parts
        parts.first_steps.setVisible(parts.settings.value.first_steps)
        parts.stack.advising.set_shown(parts.settings.value.advice)
        parts.messages.show_by(self._show_message)
        if parts.settings.problem:
            parts.messages.warn(parts.settings.problem)
        parts.settings.tell = parts.messages.warn
        self.view_choices.restore()
        self._on_replaced()
        self.run_display.show()

    # --- the engine ---

    def warm_up(self) -> None:
        """Loads the engine; called once the window has been painted."""
        self.parts.status.show_state("Preparing engine…")
        self.parts.jobs.ask("warm up", self.parts.service.warm_up, self._on_ready, self._on_not_ready)

    def _on_ready(self, compute: Compute) -> None:
        self.parts.chart.prepare()
        self.parts.workspace.set_engine_ready(compute)
        self._on_page(self.parts.frame.page)
        self.parts.data.look_again()

    def _on_not_ready(self, error: Exception) -> None:
        """Says what to do; Train tries again."""
        self._failed_to_load = True
        self.parts.status.show_state("The engine could not be loaded")
        self.parts.messages.not_loaded(error)
        self.parts.control.give_up_waiting()

    def _try_again(self) -> None:
        if self._failed_to_load:
            self._failed_to_load = False
            self.warm_up()

    # --- the document ---

    def _on_document(self, old: Project, new: Project) -> None:
        self._show_title()
        if old.data != new.data:
            self._on_data()

    def _on_replaced(self) -> None:
        parts = self.parts
        self._show_title()
        self._on_data()
        if not parts.workspace.training:
            parts.chart.clear()
            parts.finish.hide()
            parts.training.show_evaluation(None, parts.document.project.data.source.classes)
        parts.workspace.select(node.id for node in parts.document.network.nodes[:1])

    def _on_data(self) -> None:
        classes = self.parts.document.project.data.source.classes
        self.parts.draw.set_classes(classes)
        self.parts.first_steps.watch("your 3" if classes == DIGITS and not self._drawn_over else "the answer")
        self.parts.workspace.look_at(ImageOf("test", 0))

    def _on_touched(self) -> None:
        """The 3 that waited there was drawn over."""
        self._drawn_over = True
        self.parts.first_steps.watch("the answer")

    def _show_title(self, *_: object) -> None:
        parts, project = self.parts, self.parts.document.project
        source, modified = project.data.source, self.parts.document.modified
        channels, height, width = source.shape
        size = f"{height}×{width}{' colour' if channels == 3 else ''}"
        parts.top.show_project(project.title, modified, f"{source.name} · {size} · {len(source.classes)} classes")
        parts.frame.setWindowTitle(f"{project.title}{' •' if modified else ''} – Layerscope")
        parts.status.show_saved("Unsaved changes" if modified else "")

    # --- pages ---

    def _on_page(self, page: str) -> None:
        self.parts.live.set_inspecting(page == "inspect")
        if page == "runs":
            self.opened_runs.list()

    def _ask_overview(self) -> None:
        parts, settings = self.parts, self.parts.document.project.data
        if parts.workspace.engine_ready:
            ask = parts.service.data_overview
            parts.jobs.ask("data", lambda: ask(settings), parts.data.show_overview, parts.data.show_error)

    def _use_data_folder(self, folder: str) -> None:
        self.parts.settings.change(data_folder=folder)
        ask = self.parts.service.set_data_root
        self.parts.jobs.ask("data root", lambda: ask(Path(folder)), self._on_data_folder)

    def _on_data_folder(self, _: object) -> None:
        self.parts.data.look_again()
        self.parts.workspace.look_at(ImageOf("test", 0))

    # --- words ---

    def show_help(self) -> None:
        """The help page."""
        dialogs.Help(self.parts.actions.named.values(), self.parts.frame).open()

    def show_about(self) -> None:
        """Version and licences."""
        dialogs.show_about(self.parts.frame)

    def _show_message(self, message: Message) -> None:
        self.parts.status.show_message(message)
        if message.level == "unexpected":
            dialogs.show_unexpected(self.parts.frame, message)

    # --- the end ---

    def _on_close(self, event: QCloseEvent) -> None:
        if self._closing or self.parts.files.may_leave():
            event.accept()
            self.close()
        else:
            event.ignore()

    def interrupted(self) -> None:
        """The system asks to end: no question; what is not saved waits for the next start."""
        self.parts.files.autosave()
        self.close(keep_recovery=True)
        QApplication.quit()

    def close(self, *, keep_recovery: bool = False) -> None:
        """Ends everything: a run stops with a checkpoint, the layout is remembered. `ended` says whether all did."""
        if self._closing:
            return
        self._closing = True
        parts = self.parts
        parts.live.stop()
        self.run_display.stop()
        self.view_choices.remember()
        self.ended = parts.service.close()
        parts.bridge.stop()
        parts.files.close(keep_recovery=keep_recovery)
        parts.document.close()


def _parts(
    document: Document, service: Service, bridge: Bridge, settings: SettingsFile, messages: MessageQueue
) -> Parts:
    """All parts, not yet in their places."""
    workspace, jobs, frame = Workspace(document), Jobs(), Frame()

    def machine() -> Machine:
        return Machine(settings.value.device, settings.value.threads or None, background=True)

    control = RunControl(document, workspace, service, bridge, jobs, messages, machine)
    control.after_finish = settings.value.after_finish
    actions = training_actions(Actions(frame), control)
    stack, draw = StackPanel(document, workspace), TryItPanel(workspace)
    return Parts(
        document=document,
        workspace=workspace,
        settings=settings,
        messages=messages,
        service=service,
        bridge=bridge,
        jobs=jobs,
        files=ProjectFiles(document, settings, messages, frame),
        live=Live(document, workspace, service, bridge, jobs),
        control=control,
        frame=frame,
        actions=actions,
        top=TopBar(actions["train"], actions["step"], actions["stop"]),
        stack=stack,
        chart=ChartPanel(),
        inspect=InspectPage(document, workspace),
        data=DataPage(document),
        training=TrainingPage(document, settings),
        runs=RunsPage(),
        draw=draw,
        status=StatusBar(),
        first_steps=FirstSteps(),
        finish=Finish(draw.start_drawing, stack.focus_search, control.train_on),
    )
