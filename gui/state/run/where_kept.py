"""Where kept: whether what the document holds is anywhere else, so that no word of unsaved changes is untrue."""

from __future__ import annotations

from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, Signal

from gui.state.document import Document
from gui.state.run.run import Run, RunState

Place: TypeAlias = Literal["file", "run", "nowhere"]  # "file" also where nothing was changed


class WhereKept(QObject):
    """A project that is in no file of its own is kept by the run that is shown, once that has trained with it.

    changed()   `place` is another one
    """

    changed = Signal()

    def __init__(self, document: Document, run: RunState) -> None:
        super().__init__()
        self._document, self._run = document, run
        self._gone: str | None = None  # the run that was not there when it was looked for
        self.place: Place = "file"
        for moved in (document.modified_changed, document.changed, document.replaced, run.changed, run.steps):
            moved.connect(self._look)

    @property
    def run(self) -> Run | None:
        """The run that alone may keep the project; None where that has a file, and while it has no folder yet."""
        run = self._run.current
        made = run is not None and (run.step > 0 or run.folder is not None)
        return run if made and self._document.path is None else None

    def note(self, run: str, *, there: bool) -> None:
        """A run was looked for on the disk: others move and delete folders, too."""
        current = self._run.current
        if current is not None and current.id == run:  # else another is shown by now
            self._gone = None if there else run
            self._look()

    def _look(self, *_: object) -> None:
        place = self._place
        if place != self.place:
            self.place = place
            self.changed.emit()

    @property
    def _place(self) -> Place:
        if not (self._document.modified or self._was_only_in_a_run):
            return "file"
        return "run" if self._document.path is None and self._is_in_the_run else "nowhere"

    @property
    def _was_only_in_a_run(self) -> bool:
        """Opened from a run that is no longer there, and in no file."""
        run = self._run.current
        opened = run is not None and run.folder is not None and not self._is_there_yet(run)
        return opened and self._document.path is None

    @property
    def _is_in_the_run(self) -> bool:
        """However far it trained on since: the run keeps what it began with."""
        run, project = self._run.current, self._document.project
        if run is None or not self._is_there_yet(run):
            return False
        return run.step > 0 and any(leg.project == project for leg in run.legs)

    def _is_there_yet(self, run: Run) -> bool:
        return not run.removed and run.id != self._gone
