"""Where kept: whether what the document holds is anywhere else, so that no word of unsaved changes is untrue."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, Signal

from engine.runs.folder import PROJECT_NAME
from gui.state.document import Document
from gui.state.run.run import RunState

Place: TypeAlias = Literal["file", "run", "nowhere"]  # "file" also where nothing was changed


class WhereKept(QObject):
    """A project that is in no file of its own is kept by the run that is shown, once that has trained with it.

    `folder` is that of the shown run.

    changed()   `place` is another one
    """

    changed = Signal()

    def __init__(self, document: Document, run: RunState, folder: Callable[[], Path | None]) -> None:
        super().__init__()
        self._document, self._run, self._folder = document, run, folder
        self._gone: str | None = None  # the run whose folder was not found when it was looked for
        self.place: Place = "file"
        for moved in (document.modified_changed, document.changed, document.replaced, run.changed, run.steps):
            moved.connect(self._look)

    def look_for_it(self) -> Place:
        """`place`, once it was seen on the disk: others move and delete folders, too. Before a project is left."""
        run, folder = self._run.current, self._folder()
        if run is not None and folder is not None:
            self._gone = None if (folder / PROJECT_NAME).is_file() else run.id
        self._look()
        return self.place

    def _look(self, *_: object) -> None:
        place = self._place
        if place != self.place:
            self.place = place
            self.changed.emit()

    @property
    def _place(self) -> Place:
        if not self._document.modified:
            return "file"
        return "run" if self._document.path is None and self._is_in_the_run else "nowhere"

    @property
    def _is_in_the_run(self) -> bool:
        run, project = self._run.current, self._document.project
        if run is None or run.removed or run.id == self._gone:
            return False
        return run.step > 0 and run.project == project
