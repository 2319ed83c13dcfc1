"""QueueState: the queue of the folder of runs as it last stood, and what a person does with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from engine.project.project import Project
from engine.service.answers import QueueView
from engine.service.questions import ChangeQueued, Enqueue, HoldQueue, ListQueue, MoveQueued, OfQueue, WorkQueue
from engine.service.runs.queue_questions import QueuedTo
from gui.state.jobs import Jobs

SEEN_MS, UNSEEN_MS = 1000, 3000  # between two looks


class QueueState(QObject):
    """It is looked at now and then, also while nothing is left in it: other windows and programs change it too.

    changed()                        it stands otherwise than before
    repeat_asked(), several_asked()  a person wants one project with several seeds, or several projects, in it
    shown()                          a person wants to see it
    """

    changed = Signal()
    repeat_asked = Signal()
    several_asked = Signal()
    shown = Signal()

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self.view = QueueView()
        self._folders = 0  # of runs that were looked at so far: an answer may be of the one before
        self._timer = QTimer(self, interval=UNSEEN_MS)
        self._timer.timeout.connect(self._look_again)

    def begin(self) -> None:
        """What was left to do when the window or the computer last ended goes on."""
        self._ask(WorkQueue())
        self._timer.start()

    def forget(self) -> None:
        """The folder of runs is another one, and so is its queue."""
        self._folders += 1
        self._take(QueueView())

    def look(self) -> None:
        """Asks how it stands."""
        self._ask(ListQueue())

    def set_seen(self, *, seen: bool) -> None:
        """Whether a person looks at it."""
        self._timer.setInterval(SEEN_MS if seen else UNSEEN_MS)
        if seen:
            self.look()

    def end(self) -> None:
        """Nobody looks any more."""
        self._timer.stop()

    # --- what a person does ---

    def add(
        self,
        wanted: Sequence[Project | Path],
        seeds: int,
        first: int | None,
        device: str,
        then: Callable[[], object] = lambda: None,
        refused: Callable[[Exception], None] | None = None,
    ) -> None:
        """Projects, files or runs, each with so many seeds: all, and then `then`; or none, and `refused` hears why."""
        self._ask(Enqueue(tuple(wanted), seeds, first, device), then, refused)

    def move(self, ids: Sequence[str], before: str | None) -> None:
        """Puts entries in front of another one, or at the end."""
        self._ask(MoveQueued(tuple(ids), before))

    def change(self, ids: Sequence[str], to: QueuedTo) -> None:
        """Does with entries what is said."""
        self._ask(ChangeQueued(tuple(ids), to))

    def hold(self, *, on: bool, then: Callable[[], object] = lambda: None) -> None:
        """Stops what trains, with its weights kept, and begins nothing; or goes on."""
        self._ask(HoldQueue(on), then)

    def _ask(
        self,
        question: OfQueue,
        then: Callable[[], object] = lambda: None,
        refused: Callable[[Exception], None] | None = None,
    ) -> None:
        asked_of = self._folders

        def answered(view: QueueView) -> None:
            if asked_of == self._folders:
                self._take(view)
            then()

        self._jobs.ask(question, answered, refused)

    def _look_again(self) -> None:
        if not self._jobs.busy(ListQueue):
            self.look()

    def _take(self, view: QueueView) -> None:
        if view != self.view:
            self.view = view
            self.changed.emit()

    # --- how it stands ---

    @property
    def training(self) -> int:
        """How many of its runs train now."""
        return sum(one.state in ("running", "ending") for one in self.view.entries)
