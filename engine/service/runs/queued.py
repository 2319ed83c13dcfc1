"""Queued: the queue of the folder of runs, as the window uses it; a process of its own works through it."""

from __future__ import annotations

import math
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import assert_never

from msgspec import structs

from engine.data.memory_budget import MemoryBudget
from engine.errors import LayerscopeError
from engine.project.data.sources import AnySource
from engine.project.project import Project, read_project
from engine.queue.adding import Wanted, add
from engine.queue.entry import again, cancelled, held, moved, without
from engine.queue.pausing import pause, resume
from engine.queue.queue import Queue
from engine.queue.starting import Child, start_worker
from engine.queue.view import QueueView, QueueViews
from engine.runs.folder import RunFolder, in_words
from engine.service import questions as q
from engine.service.runs.queue_questions import QueuedTo
from engine.typed.document import changed

PAUSE_SECONDS = 20.0  # between two workers that nobody asked for


class Queued:
    """Of one folder of runs; `root_of` says where the images of a source lie, those of a run where it had them, and
    `budget` how much memory own images may take.
    """

    def __init__(
        self, runs: Path, root_of: Callable[[AnySource, Path | None], Path | None], budget: MemoryBudget
    ) -> None:
        self.runs = runs
        self._budget = budget
        self._queue = Queue(runs)
        self._views = QueueViews(self._queue)
        self._root_of = root_of
        self._worker: Child | None = None  # that was started here
        self._tried = -math.inf  # when one last was
        self._waited: frozenset[str] = frozenset()  # the entries that waited then

    def answer(self, question: q.AnyOfQueue) -> QueueView:
        """Does what is asked, and tells how the queue then stands; raises what is wrong in words."""
        if self._worker is not None and self._worker.poll() is not None:  # else it would stay a zombie
            self._worker = None
        self._do(question)
        view = self._views.view()
        begins = self._worker is not None  # and takes the queue's lock in a moment
        return structs.replace(view, worked=view.worked or begins)

    def _do(self, question: q.AnyOfQueue) -> None:
        change = self._queue.change
        match question:
            case q.ListQueue():
                self._work_again()
                return
            case q.Enqueue():
                self._add(question)
            case q.MoveQueued(ids=ids, before=before):
                change(partial(moved, ids=ids, before=before))
            case q.ChangeQueued(ids=ids, to=to):
                self._change(frozenset(ids), to)
            case q.HoldQueue(on=on):
                change(partial(held, on=on))
            case q.WorkQueue():
                pass
            case _:
                assert_never(question)
        self._work()

    def _add(self, question: q.Enqueue) -> None:
        wanted = [self._wanted(one, question.first) for one in question.wanted]
        add(self._queue, wanted, question.seeds, question.device, self._budget.spelled)

    def _wanted(self, one: Project | Path, first: int | None) -> Wanted:
        run = one if isinstance(one, Path) and one.is_dir() else None
        project = one if isinstance(one, Project) else _read(one)
        root = self._root_of(project.data.source, run)
        if first is not None:
            project = changed(project, training=changed(project.training, seed=first))
        return Wanted(project, root)

    def _change(self, ids: frozenset[str], to: QueuedTo) -> None:
        match to:
            case "cancel":
                self._queue.change(partial(cancelled, ids=ids))
            case "again":
                self._queue.change(partial(again, ids=ids))
            case "remove":
                self._queue.change(partial(without, ids=ids))
                self._queue.tidy()
            case "pause":
                pause(self._queue, ids)
            case "resume":
                resume(self._queue, ids)
            case _:
                assert_never(to)

    def _work_again(self) -> None:
        """The worker may have been killed, or something was added from outside; not again and again for the same."""
        with suppress(LayerscopeError):  # it was said when a person last did something
            more = {one.id for one in self._queue.read().waiting} - self._waited
            if more or time.monotonic() - self._tried > PAUSE_SECONDS:
                self._work()

    def _work(self) -> None:
        """Starts a process where there is something to do and none that does it."""
        queue = self._queue.read()
        wanted = queue.of("running") or (queue.waiting and not queue.held)
        if wanted and self._worker is None and self._queue.worker() is None:
            self._tried = time.monotonic()
            self._waited = frozenset(one.id for one in queue.waiting)
            with in_words(self.runs):
                self._worker = start_worker(self.runs)


def _read(path: Path) -> Project:
    if path.is_dir():
        return RunFolder.open(path).project()
    if path.is_file() and zipfile.is_zipfile(path):
        from engine.exchange.archive import open_archive

        return open_archive(path)[0]
    return read_project(path)
