"""View: a queue as a person sees it, with what the runs of its entries are at, as their folders say."""

from __future__ import annotations

from contextlib import suppress
from typing import Literal, TypeAlias

import msgspec
import numpy as np

from engine.errors import LayerscopeError, NewerVersion
from engine.project.project import epoch_steps
from engine.project.training.in_short import in_short
from engine.project.training.rate.rates import total_steps
from engine.queue.entry import Entry, QueueFile
from engine.queue.queue import Queue
from engine.runs.collection.last_words import LastWords, last_words
from engine.runs.folder import RunFolder
from engine.runs.logs import logged_steps, read_steps

RECENT = 500  # steps whose pace tells how long the rest will take

EntryViewState: TypeAlias = Literal["waiting", "running", "paused", "ending", "stopped", "done", "failed", "cancelled"]


class EntryView(msgspec.Struct, frozen=True):
    """An entry, the steps that its run has done and is to do (0 while that is not known), and how it last did.

    `accuracy` is a fraction of the test images, `seconds_left` without evaluations; both None while nobody knows.
    `stopped` are those that go on when the queue does. `recipe` is its optimiser in short, as "SGD 0.1 · cosine".
    """

    entry: Entry
    state: EntryViewState
    step: int = 0
    total: int = 0
    accuracy: float | None = None
    seconds_left: float | None = None
    recipe: str = ""


class QueueView(msgspec.Struct, frozen=True):
    """All of them in their order. `worked`: somebody works through it. `remark` says what is wrong with its file."""

    entries: tuple[EntryView, ...] = ()
    held: bool = False
    worked: bool = False
    waits: str = ""
    remark: str = ""

    @property
    def left(self) -> int:
        """How many are not ended."""
        return sum(not one.entry.ended for one in self.entries)

    @property
    def moves(self) -> bool:
        """Whether anything trains, or would by itself; what was paused goes on by hand alone."""
        return any(not one.entry.ended and one.state != "paused" for one in self.entries)

    @property
    def stopped(self) -> bool:
        """Whether anything is left that goes on when the queue does."""
        return self.held and self.moves


class QueueViews:
    """Looks at a queue; what has ended is looked at once. For one thread at a time."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue
        self._ended: dict[Entry, EntryView] = {}
        self._totals: dict[str, int] = {}  # by run
        self._recipes: dict[str, str] = {}  # by the name of the project's file

    def view(self) -> QueueView:
        """As it stands now; raises nothing."""
        try:
            file = self._queue.read()
        except NewerVersion as error:
            return QueueView(remark=str(error))
        entries = tuple(self.of(one, held=file.held) for one in file.entries)
        return QueueView(entries, file.held, self._queue.worker() is not None, file.waits, self._remark(file))

    def _remark(self, queue: QueueFile) -> str:
        if kept := self._queue.damaged():
            return f"The queue could not be read, and began anew. What it was is kept as “{kept[-1]}”."
        if not queue.entries and self._queue.unreadable:
            return "The queue cannot be read. It begins anew with the next run, and what it was is kept beside it."
        return ""

    def of(self, entry: Entry, *, held: bool) -> EntryView:
        """One of them; `held`: nothing is to be trained for now."""
        if not entry.run:
            return EntryView(entry, _state(entry, LastWords(), held=held), recipe=self.recipe(entry))
        if entry.ended:
            found = self._ended.get(entry) or self._looked_at(entry, held=held)
            self._ended[entry] = found
            return found
        return self._looked_at(entry, held=held)

    def _looked_at(self, entry: Entry, *, held: bool) -> EntryView:
        run = RunFolder(self._queue.runs / entry.run)
        step, said = _steps(run), last_words(str(run.events_file))
        total = self._total(entry, run)
        accuracy = None if said.tested is None else said.tested.accuracy
        state = _state(entry, said, held=held)
        left = _seconds_left(run, step, total) if state == "running" else None
        return EntryView(entry, state, step, total, accuracy, left, self.recipe(entry))

    def recipe(self, entry: Entry) -> str:
        """Its optimiser in short; empty where its project cannot be read, which may be so for a moment."""
        if entry.project not in self._recipes:
            with suppress(LayerscopeError):
                self._recipes[entry.project] = in_short(self._queue.project(entry.project).training)
        return self._recipes.get(entry.project, "")

    def _total(self, entry: Entry, run: RunFolder) -> int:
        if entry.run not in self._totals:
            with suppress(LayerscopeError):
                project = run.latest_project()
                found = total_steps(project.training, epoch_steps(project))
                if run.environment_file.is_file():  # from then on it is known how many images there are
                    self._totals[entry.run] = found
                return found
        return self._totals.get(entry.run, 0)


def _state(entry: Entry, said: LastWords, *, held: bool) -> EntryViewState:
    """What becomes of it; of one that trains, what its run says: it hears of a pause a moment later."""
    if entry.state == "running":
        stands = entry.process is not None and said.state_of(entry.process) == "paused"
        return "ending" if entry.cancelled or held else "paused" if stands else "running"
    if entry.state == "waiting":
        return "paused" if entry.paused else "stopped" if held and entry.run else "waiting"
    return entry.state


def _steps(run: RunFolder) -> int:
    with suppress(LayerscopeError):
        return logged_steps(run.steps_file)
    return 0


def _seconds_left(run: RunFolder, step: int, total: int) -> float | None:
    with suppress(LayerscopeError):
        records = read_steps(run.steps_file, max(0, step - RECENT))
        if len(records):
            return max(0, total - step) * float(records["seconds"].mean(dtype=np.float64))
    return None
