"""Lessons: runs that went on from another with own drawings, each with the edit of the document that told it so.

Undoing that edit wants the parent to be seen again, redoing it what was learned.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from engine.project.project import Project
from engine.service.answers import ImageRef
from engine.service.drawings.drawing_answers import Learned
from engine.service.questions import ForkFrom
from gui.state.document import Document
from gui.state.run.run import Run, RunState

UNDO = "Learn from this"


@dataclass(frozen=True)
class Lesson:
    """What was learned from: a step of a run, the image and its class; the class that it was `taken_for` before.

    `run` is the id of the run that learned, "" where it never began; `project` is what that was told, and `told` what
    it gained and forgot.
    """

    parent: ForkFrom
    title: str  # of the parent
    image: ImageRef
    name: str
    taken_for: str
    run: str
    project: Project
    told: Learned | None = None


class Lessons(QObject):
    """By their places in the undo stack.

    changed()               another is current, or more is known of it
    parent_wanted(lesson)   what it went on from is to be seen again
    wanted(lesson)          what it learned is to be seen again
    begin_wanted(lesson)    it was taken back before it began, and is to be learned after all
    """

    changed = Signal()
    parent_wanted = Signal(object)
    wanted = Signal(object)
    begin_wanted = Signal(object)

    def __init__(self, document: Document, run: RunState) -> None:
        super().__init__()
        self._document, self._stack, self._run = document, document.undo_stack, run
        self._lessons: dict[int, Lesson] = {}
        self._taken_back: set[str] = set()  # runs whose lessons a person undid
        self._place = self._stack.index()
        self._stack.indexChanged.connect(self._on_place)
        document.replaced.connect(self._forget)
        run.replaced.connect(self.changed)
        run.not_begun.connect(self._on_not_begun)

    @property
    def current(self) -> Lesson | None:
        """That of the current run, if it learned so."""
        run = self._run.current
        return None if run is None else next((one for one in self._lessons.values() if one.run == run.id), None)

    def add(self, lesson: Lesson) -> None:
        """One begins, and its project has just been made the document."""
        place = self._stack.index() - 1
        self._lessons = {at: one for at, one in self._lessons.items() if at < place} | {place: lesson}
        self.changed.emit()

    def begin(self, lesson: Lesson, run: str) -> None:
        """One that never began does so, as another run."""
        self._lessons = {at: replace(one, run=run) if one is lesson else one for at, one in self._lessons.items()}
        self.changed.emit()

    def tell(self, run: str, told: Learned) -> None:
        """What a run gained and forgot."""
        self._lessons = {at: replace(one, told=told) if one.run == run else one for at, one in self._lessons.items()}
        self.changed.emit()

    def take_back(self) -> None:
        """The current one: its edit is undone where nothing was edited since, and its parent is seen again."""
        lesson = self.current
        if lesson is None:
            return
        if self._lessons.get(self._stack.index() - 1) == lesson and lesson.project == self._document.project:
            self._stack.undo()
        else:
            self.parent_wanted.emit(lesson)

    def _on_place(self, place: int) -> None:
        before, self._place = self._place, place
        undone = [self._lessons[at] for at in range(place, before) if at in self._lessons]
        self._taken_back |= {one.run for one in undone}
        if undone and self._is_seen(undone):
            self.parent_wanted.emit(undone[0])
        done = [self._lessons[at] for at in range(before, place) if at in self._lessons]
        if done and done[-1].project == self._document.project:
            (self.wanted if done[-1].run else self.begin_wanted).emit(done[-1])

    def _is_seen(self, lessons: list[Lesson]) -> bool:
        """Whoever looks at another run meanwhile is not taken away from it."""
        run = self._run.current
        return run is not None and any(one.run == run.id for one in lessons)

    def _on_not_begun(self, run: Run, _: Exception | None) -> None:
        """It came to nothing: neither did the edit, unless that was undone, and maybe done again, meanwhile.

        Whoever does it again tries again, as what kept it from beginning may be over.
        """
        place = next((at for at, one in self._lessons.items() if one.run == run.id), None)
        if place is None:
            return
        lesson = self._lessons[place] = replace(self._lessons[place], run="")
        if place != self._stack.index() - 1:
            return
        if run.id in self._taken_back:
            self.begin_wanted.emit(lesson)
        else:
            self._stack.undo()

    def _forget(self) -> None:
        self._lessons, self._taken_back, self._place = {}, set(), self._stack.index()
        self.changed.emit()
