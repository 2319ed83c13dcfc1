"""Settings effects: what another setting changes in the window, wherever it was chosen: page, menu, key or card."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from gui.appearance import numerals, rewriting
from gui.state.machine.keeping_awake import KeepingAwake
from gui.state.settings import Settings
from gui.window.display.training.run_display import RunDisplay
from gui.window.groups import Chrome, Engine, Panels, Shared
from gui.window.view_choices import ViewChoices


class SettingsEffects(QObject):
    """Listens to the settings."""

    def __init__(
        self,
        shared: Shared,
        engine: Engine,
        panels: Panels,
        chrome: Chrome,
        view_choices: ViewChoices,
        run_display: RunDisplay,
    ) -> None:
        super().__init__()
        self._engine, self._panels, self._chrome = engine, panels, chrome
        self._view_choices, self._run_display = view_choices, run_display
        self._awake = KeepingAwake(shared.run, shared.settings)
        shared.settings.changed.connect(self._follow)

    def _follow(self, old: Settings, new: Settings) -> None:
        numerals.choose(new.numbers)
        if (old.theme, old.zoom, old.numbers) != (new.theme, new.zoom, new.numbers):
            self._view_choices.restyle()
        if old.numbers != new.numbers:
            rewriting.refresh()
            self._engine.live.ask_everything()
        if (old.device, old.threads) != (new.device, new.threads):
            self._run_display.show()
        if old.runs_folder != new.runs_folder:
            self._engine.service.keep_runs_in(Path(new.runs_folder) if new.runs_folder else None)
        self._panels.stack.advising.set_shown(new.advice)
        if old.first_steps != new.first_steps:
            self._chrome.first_steps.offer(new.first_steps)
        self._awake.look()

    def close(self) -> bool:
        """The window ends; False when something did not end in time."""
        return self._awake.close()
