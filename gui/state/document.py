"""Document: the project being edited, its undo stack, its file and its analysis. Every edit is one pure step."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from pathlib import Path

from msgspec import UNSET
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from engine.analysis.analysis import Analysis
from engine.network.network import Network
from engine.network.nodes import NewId, random_ids
from engine.project.data.facts import Facts
from engine.project.data.sources import AnySource, FactsHere
from engine.project.project import Project, analysed, carrying
from engine.typed.document import changed
from gui.state.drafts import Drafts


class Document(QObject):
    """The current project. Panels read `project` and `analysis`, edit through `edit` and listen to `changed`."""

    revisited = Signal(object, object)  # old and new Project, just before `changed`, where undo or redo led there
    changed = Signal(object, object)  # old and new Project
    counted = Signal()  # somebody looked how many images there are here
    replaced = Signal()  # another project was opened: selections and folds of the old one are gone
    modified_changed = Signal(bool)

    def __init__(self, project: Project, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.undo_stack.cleanChanged.connect(lambda clean: self.modified_changed.emit(not clean))
        self._project, self._here = project, project.here
        self._path = path
        self._run: Path | None = None
        self._analysis: Analysis | None = None
        self.drafts = Drafts(self)  # typed into its forms, and not in the project
        self.revision = 0  # rises with every change, so that whoever asked something can tell

    @property
    def project(self) -> Project:
        """The current value; never changed in place."""
        return self._project

    @property
    def network(self) -> Network:
        """The current stack."""
        return self._project.network

    @property
    def new_id(self) -> NewId:
        """Gives ids that no node of the network has, for one edit."""
        return random_ids(taken=self.network.ids)

    @property
    def analysis(self) -> Analysis:
        """Shapes, costs and problems of the current network on its data."""
        if self._analysis is None:
            self._analysis = analysed(self._project)
        return self._analysis

    @property
    def path(self) -> Path | None:
        """The file it was read from or saved to."""
        return self._path

    @property
    def run(self) -> Path | None:
        """The folder of the run whose project it was opened as."""
        return self._run

    @property
    def modified(self) -> bool:
        """True when there are edits that are not saved."""
        return not self.undo_stack.isClean()

    def edit(self, project: Project, text: str, merge: Hashable = None) -> None:
        """Makes `project` the current value as one undoable step called `text`.

        Steps in a row with the same `merge` key, such as the drags of one slider, become one.
        """
        project = carrying(project, self._here)
        if project != self._project:
            self.undo_stack.push(_ReplaceProject(self._set, self._project, project, text, merge))

    def edit_network(self, network: Network, text: str, merge: Hashable = None) -> None:
        """`edit` of the network alone. Networks come from pure, checked edits, so nothing is read again."""
        if network is not self.network:
            project = self._project
            fields = (project.title, project.notes, network, project.data, project.training)
            self.edit(Project(project.format, project.version, *fields, project.here), text, merge)

    def edit_fields(self, text: str, merge: Hashable = None, **fields: object) -> None:
        """`edit` of fields of the project; raises ProjectError when a value is out of bounds."""
        self.edit(changed(self._project, **fields), text, merge)

    def open(self, project: Project, path: Path | None, run: Path | None = None) -> None:
        """Makes another project the document, with nothing to undo: that of a file, of a run, or a new one."""
        old, project = self._project, carrying(project, self._here)
        self._run = run
        self.undo_stack.clear()
        self.undo_stack.setClean()  # after a recovery an empty one would count as modified
        self._path = path
        self._set(project)
        if old == project:  # the same content from another file
            self.revision += 1
            self.changed.emit(old, project)
        self.replaced.emit()

    def know_facts(self, source: AnySource, facts: Facts | None) -> None:
        """What is true of a data set here, found out by whoever looked; None where its files are not there.

        That is no edit: nothing is to be undone or saved, and the revision stays.
        """
        self._here = UNSET if facts is None else FactsHere(source, facts)
        old, self._project = self._project, carrying(self._project, self._here)
        if old.facts != self._project.facts:
            self._analysis = None
            self.changed.emit(old, self._project)
        self.counted.emit()

    def saved(self, path: Path) -> None:
        """Notes that the current value is what the file holds."""
        self._path = path
        self.undo_stack.setClean()

    def recovered(self) -> None:
        """Marks the current value as not saved, as after a recovery."""
        self.undo_stack.resetClean()

    def close(self) -> None:
        """Silences the undo stack, which speaks even while it is destroyed."""
        self.undo_stack.blockSignals(True)  # Qt takes it by position
        self.undo_stack.clear()

    def _set(self, project: Project, *, again: bool = False) -> None:
        project = carrying(project, self._here)  # an undone one is of a time when other facts were known
        old, self._project = self._project, project
        self.revision += old != project
        if old.network is not project.network or old.data is not project.data or old.training is not project.training:
            self._analysis = None
        if old != project:
            if again:
                self.revisited.emit(old, project)
            self.changed.emit(old, project)


class _ReplaceProject(QUndoCommand):
    """One step: the project before and after. Frozen values share what did not change, so keeping both is cheap."""

    def __init__(self, put: Callable[..., None], old: Project, new: Project, text: str, merge: Hashable) -> None:
        super().__init__(text)
        self._put, self._old, self._new, self._merge = put, old, new, merge
        self._done = False

    def id(self) -> int:
        return 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _ReplaceProject) or self._merge is None or other._merge != self._merge:  # noqa: SLF001  # the same class
            return False
        self._new = other._new  # noqa: SLF001  # the same class
        return True

    def redo(self) -> None:
        """Qt calls it for the edit itself, too."""
        self._put(self._new, again=self._done)
        self._done = True

    def undo(self) -> None:
        self._put(self._old, again=True)
