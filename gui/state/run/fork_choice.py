"""Fork choice: the step of a run that the next one is to begin from, if any; the one truth about that.

It belongs to the edit that made that run's project the document: undoing the edit brings back what was chosen before,
redoing it brings it again. Another project, or a run that began with it, ends it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from engine.project.project import Project
from engine.service.answers import KeptPoint, KeptPoints
from engine.service.questions import ForkFrom
from gui.state.document import Document


@dataclass(frozen=True)
class ForkSource:
    """A kept step of a run, and what the run was told."""

    wish: ForkFrom
    title: str
    project: Project
    point: KeptPoint


@dataclass(frozen=True)
class _Edit:
    """What was chosen before it and with it, and the project that it made the document."""

    before: ForkSource | None
    after: ForkSource
    project: Project


class ForkChoice(QObject):
    """Holds it; whoever begins a run looks here."""

    changed = Signal()
    asked = Signal(object, object)
    """Somebody wants to choose: the folder of a run, None for the shown one, and a step near which it is to be."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document, self._stack = document, document.undo_stack
        self._source: ForkSource | None = None
        self._edits: dict[int, _Edit] = {}  # by their places in the undo stack
        self._place = self._stack.index()
        self._stack.indexChanged.connect(self._on_place)
        document.replaced.connect(self.drop)

    @property
    def source(self) -> ForkSource | None:
        """What the next run begins from; None: from new weights."""
        return self._source

    def ask(self, folder: Path | None = None, near: int | None = None) -> None:
        """Lets a person choose a step of a run."""
        self.asked.emit(folder, near)

    def choose(self, kept: KeptPoints, point: KeptPoint) -> None:
        """The run's project becomes the document, as one step that can be undone."""
        source = ForkSource(ForkFrom(kept.folder, point.step), kept.title, kept.project, point)
        place, before = self._stack.index(), self._source
        self._document.edit(kept.project, f"Fork from “{kept.title}”")
        if self._stack.index() != place:
            self._edits = {at: edit for at, edit in self._edits.items() if at < place}
            self._edits[place] = _Edit(before, source, self._document.project)
        elif done := [at for at in self._edits if at < place]:  # it is the document already: it goes with the last edit
            self._edits[max(done)] = replace(self._edits[max(done)], after=source)
        self._set(source)

    def take_back(self) -> None:
        """What was chosen cannot be had: its edit is undone, where nothing was edited since; else it is dropped."""
        edit = self._edits.get(self._stack.index() - 1)
        if edit is not None and edit.after == self._source and edit.project == self._document.project:
            self._stack.undo()
        else:
            self.drop()

    def drop(self) -> None:
        """The next run begins from new weights; the document stays."""
        self._edits = {}
        self._set(None)

    def _on_place(self, place: int) -> None:
        """Edits were undone or redone, or made anew in place of those that were undone."""
        before, self._place = self._place, place
        source = self._source
        for at in range(before - 1, place - 1, -1):
            source = self._edits[at].before if at in self._edits else source
        for at in range(before, place):
            edit = self._edits.get(at)
            source = edit.after if edit is not None and edit.project == self._document.project else source
        self._set(source)

    def _set(self, source: ForkSource | None) -> None:
        if source != self._source:
            self._source = source
            self.changed.emit()
