"""Window: makes all that it is made of, puts it in its places and wires what concerns everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication

from engine.service.service import Service
from gui.chart.panel import ChartPanel
from gui.inspect.page import InspectPage
from gui.inspect.parts import OF_A_LAYER, parts_of_inspect
from gui.stack.panel import StackPanel
from gui.state.bridge import Bridge
from gui.state.conditions import Conditions
from gui.state.document import Document
from gui.state.message_queue import Message, MessageQueue
from gui.state.run.run import RunState
from gui.state.run.where_kept import WhereKept
from gui.state.settings import SettingsFile
from gui.state.shown.image import CurrentImage
from gui.state.standing import Standing
from gui.state.workspace import Workspace
from gui.tryit.panel import TryItPanel
from gui.window.bars.statusbar import StatusBar
from gui.window.bars.topbar import TopBar
from gui.window.dialogs import dialogs
from gui.window.dialogs.menu_dialogs import MenuDialogs
from gui.window.display.announcing import Announcer
from gui.window.display.condition_announcements import ConditionAnnouncements
from gui.window.display.first_steps_display import FirstStepsDisplay
from gui.window.display.model_display import ModelDisplay
from gui.window.display.project_title import ProjectTitle
from gui.window.display.run_announcements import RunAnnouncements
from gui.window.display.training.result_line import ResultLine
from gui.window.display.training.run_display import RunDisplay
from gui.window.display.training.stack_changed import StackChanged
from gui.window.display.work_line import WorkLine
from gui.window.engine_parts import engine_of
from gui.window.files.project_files import ProjectFiles
from gui.window.files.run_there import RunThere
from gui.window.frame.frame import Frame
from gui.window.frame.layer_strip import LayerStrip
from gui.window.frame.places import PLACES
from gui.window.groups import Chrome, Panels, Shared
from gui.window.line.first_steps import FirstSteps
from gui.window.line.line import Line
from gui.window.menus.actions import Actions
from gui.window.menus.menus import fill_help, fill_menus, training_actions
from gui.window.settings_effects import SettingsEffects
from gui.window.view_choices import ViewChoices

if TYPE_CHECKING:
    from gui.window.pages import Pages


class Window(QObject):
    """The whole program on the window's thread."""

    pages: Pages  # from `furnish` on

    def __init__(
        self, document: Document, service: Service, bridge: Bridge, settings: SettingsFile, messages: MessageQueue
    ) -> None:
        super().__init__()
        workspace = Workspace(document)
        image = CurrentImage(document, workspace)
        self.shared = Shared(document, workspace, image, RunState(bridge), settings, messages, Conditions())
        self.engine = engine_of(self.shared, service, bridge)
        frame = Frame()
        actions = training_actions(Actions(frame), self.engine.control)
        self.panels = self._panels()
        self.chrome = self._chrome(frame, actions)
        self._closing = False
        self.ended = False  # the engine's threads, after `close`
        self._place()
        self._wire()
        self._connect()
        self._begin()

    # --- making ---

    def _panels(self) -> Panels:
        document, workspace = self.shared.document, self.shared.workspace
        inspect = InspectPage(document, workspace, self.shared.image, self.shared.run)
        return Panels(
            stack=StackPanel(document, workspace),
            chart=ChartPanel(),
            inspect=inspect,
            parts_of_inspect=parts_of_inspect(inspect),
            try_it=TryItPanel(document, workspace, self.shared.image),
        )

    def _chrome(self, frame: Frame, actions: Actions) -> Chrome:
        shared, steps = self.shared, FirstSteps()
        kept = WhereKept(shared.document, shared.run)
        return Chrome(
            frame=frame,
            actions=actions,
            top=TopBar(actions["train"], actions["step"], actions["step epoch"], actions["stop"]),
            status=StatusBar(),
            line=Line(steps),
            first_steps=steps,
            files=ProjectFiles(shared.document, shared.settings, shared.messages, shared.conditions, kept, frame),
        )

    def _wire(self) -> None:
        groups = (self.shared, self.engine, self.panels, self.chrome)
        self.view_choices = ViewChoices(self.shared, self.panels, self.chrome)
        self.dialogs = MenuDialogs(self.shared, self.engine, self.chrome)
        self.model_display = ModelDisplay(*groups)
        self.stack_changed = StackChanged(self.shared, self.engine, self.chrome)
        self.run_display = RunDisplay(*groups)
        self.result_line = ResultLine(*groups)
        self.run_there = RunThere(self.engine, self.chrome.files.kept)
        self.work_line = WorkLine(self.engine, self.chrome)
        self.settings_effects = SettingsEffects(*groups, self.view_choices, self.run_display)
        announcer = Announcer(self.chrome.frame)
        self.announcements = (
            RunAnnouncements(self.shared.run, self.shared.messages, announcer),
            ConditionAnnouncements(self.shared.conditions, self.chrome.line, announcer),
        )
        fill_menus(*groups, self.view_choices, self.dialogs.show_settings)
        fill_help(self.chrome.actions, self.dialogs)

    def _place(self) -> None:
        for place in PLACES:
            self.chrome.frame.add_place(place)
        self.chrome.frame.put_page("inspect", self.panels.parts_of_inspect)
        frame, panels = self.chrome.frame, self.panels
        strip = LayerStrip(self.shared.document, self.shared.workspace)
        frame.fill(self.chrome.top, panels.stack, self.chrome.line, panels.chart, panels.try_it, strip)
        frame.keeper.leave_to(self.chrome.top.train, self.chrome.top, self.chrome.status)
        self.chrome.line.let_go.connect(frame.keeper.give_back)
        self.chrome.frame.statusBar().addPermanentWidget(self.chrome.status, 1)
        self.chrome.frame.statusBar().setSizeGripEnabled(False)

    def _connect(self) -> None:
        self._connect_engine()
        self._connect_messages()
        self._connect_chrome()
        for say_again in (self.run_display.show, self.stack_changed.say_again, self.result_line.tell_again):
            self.view_choices.restyled.connect(say_again)

    def _connect_engine(self) -> None:
        engine = self.engine
        engine.bridge.reply.connect(engine.jobs.take)
        engine.control.queued.connect(engine.loading.load)
        for trying in (engine.tuning, engine.rate_finding):
            trying.over.connect(engine.estimating.ask_again)
        engine.loading.changed.connect(self._on_loading)
        for listener in (self.shared.workspace, engine.tuning, engine.rate_finding):
            engine.bridge.progress.connect(listener.note_progress)
        engine.bridge.rates_tried.connect(engine.rate_finding.note_rates)

    def _connect_messages(self) -> None:
        messages, panels = self.shared.messages, self.panels
        self.engine.jobs.failed.connect(messages.error)
        for say in (panels.try_it.message, panels.chart.copying.message, panels.stack.message):
            say.connect(messages.say)
        for warn in (panels.stack.refused, panels.chart.copying.problem, self.shared.image.refused):
            warn.connect(messages.warn)

    def _connect_chrome(self) -> None:
        chrome, panels, settings = self.chrome, self.panels, self.shared.settings
        chrome.top.data_clicked.connect(lambda: chrome.frame.show_page("data"))
        chrome.top.device_clicked.connect(lambda: chrome.frame.show_page("training"))
        chrome.frame.page_changed.connect(self._on_page)
        panels.parts_of_inspect.changed.connect(lambda _: self._on_page(chrome.frame.page))
        chrome.frame.files_dropped.connect(chrome.files.open_dropped)
        chrome.frame.close_asked.connect(self._on_close)
        chrome.files.picture_chosen.connect(panels.try_it.canvas.open)
        panels.stack.asked_for.connect(chrome.frame.show_stack)
        panels.stack.advising.shown_changed.connect(lambda shown: settings.change(advice=shown))
        panels.try_it.data_asked.connect(lambda: chrome.frame.show_page("data"))

    def _begin(self) -> None:
        self.panels.stack.advising.set_shown(self.shared.settings.value.advice)
        self.shared.messages.show_by(self._show_message)
        self.shared.conditions.changed.connect(self._show_condition)
        shared = self.shared
        self.standing = Standing(shared.document, shared.workspace, shared.run, shared.settings, shared.conditions)
        self.view_choices.restyled.connect(self.standing.say_again)
        self.view_choices.restore()
        self.title = ProjectTitle(shared.document, self.chrome)
        self.first_steps = FirstStepsDisplay(shared, self.engine, self.panels, self.chrome)
        self.run_display.show()

    # --- after the first paint ---

    def furnish(self) -> None:
        """Makes and wires the pages that are not in front at the start; called once the window has been painted.

        What pages import would hold up the first paint, so nothing of it is imported before.
        """
        from gui.window import pages
        from gui.window.beforehand import Beforehand
        from gui.window.looking_displays import LookingDisplays

        self.pages = pages.make_pages(self.shared, self.engine)
        self.looking_displays = LookingDisplays(self.shared, self.engine, self.panels, self.pages, self.chrome)
        self._display_data()
        self._display_runs()
        for key, page in self.pages.by_place().items():
            self.chrome.frame.put_page(key, page)
        Beforehand(self.shared, self.pages.by_place().values(), self.chrome.frame)
        self._offer_projects()

    def _display_data(self) -> None:
        from gui.window.display.images.check_up_display import CheckUpDisplay
        from gui.window.display.images.data_display import DataDisplay
        from gui.window.display.images.drawings_display import DrawingsDisplay
        from gui.window.display.images.images_display import ImagesDisplay
        from gui.window.display.images.import_display import ImportDisplay

        shared, engine, pages = self.shared, self.engine, self.pages
        self.data_display = DataDisplay(shared, engine, pages)
        self.panels.try_it.data_asked.connect(lambda: pages.parts_of_data.show_page("settings"))
        self.images_display = ImagesDisplay(shared, engine, pages)
        self.check_up_display = CheckUpDisplay(shared, engine, pages)
        self.import_display = ImportDisplay(shared, engine, pages, self.chrome)
        self.drawings_display = DrawingsDisplay(shared, engine, self.panels, pages, self.chrome)

    def _display_runs(self) -> None:
        from gui.window.run_displays import RunDisplays

        self.run_displays = RunDisplays(self.shared, self.engine, self.panels, self.pages, self.chrome)
        self.result_line.results_asked.connect(self.pages.results.show_part)
        self.view_choices.restyled.connect(self.run_displays.say_again)

    def _offer_projects(self) -> None:
        from gui.gallery.first_projects import FirstProjects

        first = FirstProjects(self.engine.samples)
        first.chosen.connect(self.chrome.files.new)
        first.all_asked.connect(self.chrome.actions["new"].trigger)
        self.panels.stack.empty.put_below(first)

    # --- the engine ---

    def warm_up(self) -> None:
        """Loads the engine; called once the window has been painted."""
        self.engine.loading.load()

    def _on_loading(self) -> None:
        """The chart needs as long to load, so it comes after the engine."""
        if self.engine.loading.failed:
            self.engine.control.give_up_waiting()
        elif self.shared.workspace.engine_ready:
            self.panels.chart.prepare()
            self._on_page(self.chrome.frame.page)

    # --- pages ---

    def _on_page(self, page: str) -> None:
        self.engine.live.set_inspecting(page == "inspect" and self.panels.parts_of_inspect.front in OF_A_LAYER)

    # --- words ---

    def _show_message(self, message: Message) -> None:
        self.chrome.status.show_message(message)
        if message.level == "unexpected":
            dialogs.show_unexpected(self.chrome.frame, message, self.dialogs.report_problem)

    def _show_condition(self) -> None:
        self.chrome.status.show_condition(self.shared.conditions.gravest)

    # --- the end ---

    def _on_close(self, event: QCloseEvent) -> None:
        if self._closing or self._all_was_answered():
            event.accept()
            self.close()
        else:
            event.ignore()

    def _all_was_answered(self) -> bool:
        """What can be called off comes first: nothing is done to the queue before it is sure that the window closes.

        Before there are pages nobody knows of a queue. Once it was said what becomes of it, nothing is left to ask.
        """
        queue = self.run_displays.queue if hasattr(self, "run_displays") else None
        if queue is not None and queue.leaves:
            return True
        left = self.chrome.files.may_leave("You asked to close the window.")
        return left and (queue is None or queue.may_close())

    def interrupted(self) -> None:
        """The system asks to end: no question; what is not saved waits for the next start."""
        self.chrome.files.autosave()
        self.close(keep_recovery=True)
        QApplication.quit()

    def close(self, *, keep_recovery: bool = False) -> None:
        """Ends everything: a run stops with a checkpoint, the layout is remembered. `ended` says whether all did."""
        if self._closing:
            return
        self._closing = True
        self.engine.looking.stop()
        self.engine.showing.stop()
        self.engine.live.stop()
        self.engine.estimating.end()
        self.engine.queue.end()
        self.run_display.stop()
        self.view_choices.remember()
        self.ended = all([self.engine.service.close(), self.settings_effects.close()])
        self.engine.bridge.stop()
        self.chrome.files.close(keep_recovery=keep_recovery)
        self.shared.document.close()
