"""Opened runs and files with weights: opened, shown in all panels, and saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject

from engine import events
from engine.service.answers import RunView, Shown
from gui.chart.curves import RunCurves
from gui.state.run_control import epoch_steps, steps_in_all
from gui.window.groups import Chrome, Engine, Panels, Shared

THUMBNAIL = 256


class OpenedRuns(QObject):
    """Everything about models that come from disk."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, chrome: Chrome) -> None:
        super().__init__()
        self._shared, self._engine, self._panels, self._chrome = shared, engine, panels, chrome
        self._chrome.files.run_chosen.connect(self.open)
        self._chrome.files.model_chosen.connect(self._open_model)
        self._chrome.files.save_model.connect(self._save_model)
        self._panels.runs.run_chosen.connect(self.open)
        self._panels.runs.refresh_asked.connect(self.list)
        self._panels.runs.train_asked.connect(self._engine.control.press_train)
        self._engine.bridge.finished.connect(lambda _: self.list())

    def list(self) -> None:
        """Fills the Runs page."""
        if self._shared.workspace.engine_ready:
            self._engine.jobs.ask("runs", self._engine.service.list_runs, self._panels.runs.show_runs)

    def open(self, folder: Path) -> None:
        """Shows a run: curves, model and evaluation; the document becomes its project when nothing is lost."""
        if self._shared.workspace.training:
            self._shared.messages.warn("A run is training.", "Stop it to look at another.")
        elif self._chrome.files.may_leave():
            self._engine.jobs.ask("show", lambda: self._engine.service.show_run(folder), self._show)

    def _show(self, view: RunView) -> None:
        self._chrome.files.opened(view.project, view.folder, to_save=False)
        if view.shown is not None:
            self._shared.workspace.show_model(view.shown)
        self._engine.control.project = view.project
        self._panels.chart.show_series(_curves(view))
        found = [event for event in view.events if isinstance(event, events.Evaluated)]
        self._panels.training.show_evaluation(found[-1] if found else None, view.project.data.source.classes)
        self._chrome.frame.show_page("inspect")

    def _open_model(self, path: Path) -> None:
        ask = self._engine.service.open_with_model
        self._engine.jobs.ask("show", lambda: ask(path), lambda shown: self._opened(shown, path))

    def _opened(self, shown: Shown, path: Path) -> None:
        self._chrome.files.opened(shown.project, path)
        self._shared.workspace.show_model(shown)

    def _save_model(self, path: Path) -> None:
        project, picture = self._shared.document.project, self._picture()
        ask = self._engine.service.save_with_model
        self._engine.jobs.ask(
            f"save {path}", lambda: ask(project, path, picture), lambda _: self._chrome.files.was_saved(path)
        )

    def _picture(self) -> bytes:
        """The stack as it looks, small, as PNG."""
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._panels.stack.grab().scaledToWidth(THUMBNAIL).save(buffer, "PNG")
        return bytes(content.data())


def _curves(view: RunView) -> RunCurves:
    """The figures of a run on disk as the chart takes them."""
    project, steps = view.project, view.steps
    curves = RunCurves(view.folder.name, project.title, epoch_steps(project), steps_in_all(project))
    if len(steps.steps):
        curves.add_steps(steps.steps, steps.loss, steps.accuracy, steps.rate)
    for event in view.events:
        if isinstance(event, events.Evaluated):
            curves.add_evaluation(event.split, event.step, event.loss, event.accuracy)
        elif isinstance(event, events.EpochDone):
            curves.mark_epoch(event.step, event.epoch)
    return curves
