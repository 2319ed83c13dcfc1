"""Opened runs and files with weights: opened, shown in all panels, and saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject

from engine import events
from engine.service.answers import RunView, Shown
from gui.chart.curves import RunCurves
from gui.state.run_control import epoch_steps, steps_in_all
from gui.window.parts import Parts

THUMBNAIL = 256


class OpenedRuns(QObject):
    """Everything about models that come from disk."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        parts.files.run_chosen.connect(self.open)
        parts.files.model_chosen.connect(self._open_model)
        parts.files.save_model.connect(self._save_model)
        parts.runs.run_chosen.connect(self.open)
        parts.runs.refresh_asked.connect(self.list)
        parts.runs.train_asked.connect(parts.control.press_train)
        parts.bridge.finished.connect(lambda _: self.list())

    def list(self) -> None:
        """Fills the Runs page."""
        if self._parts.workspace.engine_ready:
            self._parts.jobs.ask("runs", self._parts.service.list_runs, self._parts.runs.show_runs)

    def open(self, folder: Path) -> None:
        """Shows a run: curves, model and evaluation; the document becomes its project when nothing is lost."""
        parts = self._parts
        if parts.workspace.training:
            parts.messages.warn("A run is training.", "Stop it to look at another.")
        elif parts.files.may_leave():
            parts.jobs.ask("show", lambda: parts.service.show_run(folder), self._show)

    def _show(self, view: RunView) -> None:
        parts = self._parts
        parts.files.opened(view.project, view.folder, to_save=False)
        if view.shown is not None:
            parts.workspace.show_model(view.shown)
        parts.control.project = view.project
        parts.chart.show_series(_curves(view))
        found = [event for event in view.events if isinstance(event, events.Evaluated)]
        parts.training.show_evaluation(found[-1] if found else None, view.project.data.source.classes)
        parts.frame.show_page("inspect")

    def _open_model(self, path: Path) -> None:
        ask = self._parts.service.open_with_model
        self._parts.jobs.ask("show", lambda: ask(path), lambda shown: self._opened(shown, path))

    def _opened(self, shown: Shown, path: Path) -> None:
        self._parts.files.opened(shown.project, path)
        self._parts.workspace.show_model(shown)

    def _save_model(self, path: Path) -> None:
        parts, project, picture = self._parts, self._parts.document.project, self._picture()
        ask = parts.service.save_with_model
        parts.jobs.ask(f"save {path}", lambda: ask(project, path, picture), lambda _: parts.files.was_saved(path))

    def _picture(self) -> bytes:
        """The stack as it looks, small, as PNG."""
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._parts.stack.grab().scaledToWidth(THUMBNAIL).save(buffer, "PNG")
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
