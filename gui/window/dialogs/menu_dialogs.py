"""Menu dialogs: settings, help, a report of a problem, and about, each made when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from engine.service.questions import GatherReport
from gui.state.run.run_folder import current_folder
from gui.window.dialogs import dialogs
from gui.window.frame.places import PLACES
from gui.window.groups import Chrome, Engine, Shared

if TYPE_CHECKING:
    from gui.window.dialogs.help_dialog import HelpDialog


class MenuDialogs:
    """What they import is seldom needed, so not at the window's start."""

    def __init__(self, shared: Shared, engine: Engine, chrome: Chrome) -> None:
        self._shared, self._engine, self._chrome = shared, engine, chrome

    def show_settings(self) -> None:
        """The Settings page."""
        from gui.window.dialogs.settings_dialog import SettingsDialog

        dialog = SettingsDialog(self._shared.settings, self._engine.jobs, self._chrome.frame)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_help(self) -> None:
        """The help, at the page in front."""
        self._help.open_at(next(place.title for place in PLACES if place.key == self._chrome.frame.page))

    def show_shortcuts(self) -> None:
        """All keys."""
        self._help.open_at_shortcuts()

    @cached_property
    def _help(self) -> HelpDialog:
        from gui.window.dialogs.help_dialog import HelpDialog
        from gui.window.dialogs.help_sections import help_sections
        from gui.window.menus.shortcuts import shortcuts

        return HelpDialog(help_sections(), shortcuts(self._chrome.actions), self._chrome.frame)

    def report_problem(self) -> None:
        """A report of all that helps to find a fault; the service gathers it."""
        from gui.window.dialogs.report_dialog import ReportDialog, window_facts

        dialog, jobs = ReportDialog(self._chrome.frame), self._engine.jobs
        folder = current_folder(self._shared.run, self._engine.service)
        question = GatherReport(window_facts(self._chrome.frame), folder, self._shared.workspace.engine_ready)
        dialog.finished.connect(lambda _: jobs.drop(GatherReport))
        dialog.finished.connect(dialog.deleteLater)
        jobs.ask(question, dialog.fill, dialog.fail)
        dialog.open()

    def show_about(self) -> None:
        """Version and licences."""
        dialogs.show_about(self._chrome.frame)
