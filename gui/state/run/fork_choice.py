"""Fork choice: the step of a run that the next one is to begin from, if any; the one truth about that.

It belongs to the edit that made that run's project the document: undoing the edit takes it back, redoing it brings it
again. Another project, or a run that began with it, ends it.
"""

from __future__ import annotations

from dataclasses import dataclass
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


class ForkChoice(QObject):
    """Holds it; whoever begins a run looks here."""

    changed = Signal()
    asked = Signal(object, object)
    """Somebody wants to choose: the folder of a run, None for the shown one, and a step near which it is to be."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._source: ForkSource | None = None
        self._edit: tuple[Project, Project, ForkSource] | None = None  # the last that was chosen by
        document.revisited.connect(self._on_revisited)
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
        before = self._document.project
        self._document.edit(kept.project, f"Fork from “{kept.title}”")
        self._edit = (before, self._document.project, source)
        self._set(source)

    def drop(self) -> None:
        """The next run begins from new weights; the document stays."""
        self._edit = None
        self._set(None)

    def _on_revisited(self, old: Project, new: Project) -> None:
        """Undone or redone: by the very values, as an equal project may come of another edit."""
        if self._edit is None:
            return
        before, after, source = self._edit
        if (old, new) == (after, before):
            self._set(None)
        elif (old, new) == (before, after):
            self._set(source)

    def _set(self, source: ForkSource | None) -> None:
        if source != self._source:
            self._source = source
            self.changed.emit()
