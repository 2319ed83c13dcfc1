"""Step notes: what a person writes at steps of the shown run, while it trains or after."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from engine.service.questions import NoteStep, StepNote
from gui.state.run.run_folder import folder_called
from gui.window.dialogs.step_note_dialog import StepNoteDialog
from gui.window.groups import Chrome, Engine, Panels, Shared


class StepNotes(QObject):
    """Asks for them, and has them kept in the run's folder."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, chrome: Chrome) -> None:
        super().__init__()
        self._run, self._engine, self._frame = shared.run, engine, chrome.frame
        self._actions = (chrome.actions["note"], panels.chart.menu.note)
        panels.chart.menu.note_asked.connect(self.ask)
        shared.run.changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Whether there is a run that a note can be kept with."""
        run = self._run.current
        for action in self._actions:
            action.setEnabled(run is not None and not run.removed and run.phase != "preparing")

    def ask(self, near: int | None) -> None:
        """A dialog for the note at a step; None is the newest."""
        run = self._run.current
        if run is None:
            return
        notes, step = {note.step: note.text for note in run.notes}, run.step if near is None else near
        dialog = StepNoteDialog(self._frame, run.title, notes, step, max(run.step, *notes, step))
        dialog.written.connect(partial(self._write, run.id))
        dialog.open()

    def _write(self, run: str, note: StepNote) -> None:
        """Into the folder of the run that was asked about, whichever is shown by now."""
        folder = folder_called(run, self._run, self._engine.service)
        self._engine.jobs.ask(NoteStep(folder, note), partial(self._run.take_notes, run))
