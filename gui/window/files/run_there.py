"""Run there: looks on the disk whether the run that alone keeps the project still is, so that it is known before the
project is left; who leaves it never waits for a disk.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from engine.service.questions import LookForRun
from gui.state.run.run_folder import folder_of
from gui.state.run.where_kept import WhereKept
from gui.window.groups import Engine

EVERY_MS = 5000


class RunThere(QObject):
    """Now and then, and whenever a person comes back from another program, where folders are moved and deleted."""

    def __init__(self, engine: Engine, kept: WhereKept) -> None:
        super().__init__()
        self._engine, self._kept = engine, kept
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101  # windows need one
        app.applicationStateChanged.connect(self.look)

    def look(self, *_: object) -> None:
        """Asks, unless the disk has not answered yet; what is known stays until it does."""
        run = self._kept.run
        if run is not None and not self._engine.jobs.busy(LookForRun):
            folder = folder_of(run, self._engine.service)
            note = partial(self._note, run.id)
            self._engine.jobs.ask(LookForRun(folder), note, lambda _: None)

    def _note(self, run: str, there: bool) -> None:
        self._kept.note(run, there=there)
