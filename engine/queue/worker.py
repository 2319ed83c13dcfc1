"""Worker: works through a queue: starts as many runs as the machine carries, and looks after them until none is left.

It needs no window, and whatever it knows stands in the queue: one that dies leaves its runs training, and the next
takes them over. There is one at a time, which holds the queue's lock.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial

from msgspec import structs

from engine.errors import LayerscopeError, ProjectError
from engine.log import LOG
from engine.processes import Process, born, lives, started, this_process
from engine.queue.capacity import Load, Room, threads_for
from engine.queue.entry import Entry, EntryEdit, QueueFile, replaced
from engine.queue.needs import load_of, room_here
from engine.queue.outcome import REMOVED, settled
from engine.queue.queue import Queue
from engine.queue.starting import PROGRAM, Child, start_training
from engine.queue.traces import alive, left_by, run_of
from engine.runs.collection.holders import holders
from engine.runs.collection.last_words import last_words
from engine.runs.commands import send
from engine.runs.environment import read_environment
from engine.runs.folder import RunFolder

LOOK_SECONDS = 0.5  # between two turns
LEAST_FREE = 100_000_000  # bytes of the disk, below which no run is begun
FULL = "The disk is nearly full. The queue goes on once there is room."
MOVED = "The program is not where it was. Open it again, and the queue goes on."

Start = Callable[[Queue, Entry], Child]
RoomHere = Callable[[Sequence[Process]], Room]


class Worker:
    """Turn by turn; `start` starts a process, `room` says what the machine has."""

    def __init__(self, queue: Queue, start: Start = start_training, room: RoomHere = room_here) -> None:
        self._queue, self._start, self._room = queue, start, room
        self._children: dict[str, Child] = {}  # by entry; those of an earlier worker are none of ours
        self._told: set[str] = set()  # entries whose processes were told to end, to go on later
        self._loads: dict[tuple[str, str], Load] = {}

    def work(self, wait: Callable[[float], bool]) -> None:
        """Until nothing is left to do. `wait(seconds)` is False once it is to end: then those that train are told to.

        Raises RunFolderError while somebody else works through the queue, and NewerVersion.
        """
        lock, ending = self._queue.lock(), False
        self._queue.folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
        try:
            while self._turned(ending=ending):
                lock.beat()
                ending = not wait(LOOK_SECONDS) or ending
        finally:
            lock.release()

    def _turned(self, *, ending: bool) -> bool:
        try:
            return self.turn(ending=ending)
        except LayerscopeError as error:  # the disk is full for a moment, as a rule
            LOG.warning("the queue: %s", error)
            return not ending

    def turn(self, *, ending: bool = False) -> bool:
        """Looks once after all, and begins what can be begun; whether anything is left to do."""
        for entry in self._queue.read().of("running"):
            self._look_after(entry)
        queue = self._queue.read()
        stopping = ending or queue.held
        for entry in queue.of("running"):
            if stopping or entry.cancelled:
                self._tell_to_end(entry)
        if stopping:
            return bool(queue.of("running"))
        return self._begun() and bool(self._queue.read().of("running", "waiting"))

    # --- those that train ---

    def _look_after(self, entry: Entry) -> None:
        child = self._children.get(entry.id)
        status = None if child is None else child.poll()
        if alive(self._queue, entry) if child is None else status is None:
            self._note_run(entry)
            return
        told = entry.id in self._told or self._queue.read().held
        left = left_by(self._queue, entry, status, told=told)
        self._change(entry, lambda one: settled(one, left))
        self._children.pop(entry.id, None)
        self._told.discard(entry.id)

    def _note_run(self, entry: Entry) -> None:
        if not entry.run and entry.process is not None and (run := run_of(self._queue, entry.process)):
            self._change(entry, lambda one: structs.replace(one, run=run))

    def _tell_to_end(self, entry: Entry) -> None:
        """By a word in its folder, again and again, as none is heard before the run is opened; else by a signal."""
        if not entry.cancelled:
            self._told.add(entry.id)
        if entry.run:
            with suppress(LayerscopeError):
                send(self._queue.runs / entry.run, "stop")
        elif (child := self._children.get(entry.id)) is not None:
            child.terminate()

    # --- those that wait ---

    def _begun(self) -> bool:
        """Begins as many as there is room for; False where it cannot go on."""
        if not PROGRAM.is_file():
            self._wait_for(MOVED)
            return False
        waiting = self._queue.read().of("waiting")
        full = bool(waiting) and shutil.disk_usage(self._queue.folder).free < LEAST_FREE
        self._wait_for(FULL if full else "")
        while waiting and not full and self._begin(waiting[0], len(waiting)):
            waiting = self._queue.read().of("waiting")
        return True

    def _wait_for(self, why: str) -> None:
        if self._queue.read().waits != why:
            self._queue.change(lambda queue: structs.replace(queue, waits=why))

    def _begin(self, entry: Entry, waiting: int) -> bool:
        """Begins one; False while there is no room for it."""
        try:
            load = self._load(entry)
        except ProjectError as error:
            self._fail(entry, str(error))
            return True
        if entry.run and not RunFolder(self._queue.runs / entry.run).project_file.is_file():
            self._lose_run(entry)
            return True
        threads = self._threads(entry, load, waiting)
        if threads is None:
            return False
        self._start_with(entry, entry.threads or threads)
        return True

    def _threads(self, entry: Entry, load: Load, waiting: int) -> int | None:
        running = self._queue.read().of("running")
        processes = [one.process for one in running if one.process is not None]
        loads = [replace(self._load(one), threads=one.threads) for one in running]
        room = self._room(processes)
        found = threads_for(room, loads, load, waiting)
        if found is None:
            return None
        others = [Load(0, threads) for threads in self._others(processes)]  # their memory is not free anyway
        return threads_for(room, [*loads, *others], load, waiting) if others else found

    def _others(self, ours: Sequence[Process]) -> list[int]:
        """The threads of the runs that train here and are not of the queue."""
        mine = {(one.pid, one.host) for one in ours}
        return [
            _threads_of(RunFolder(self._queue.runs / name))
            for name, holder in holders(self._queue.runs)
            if holder.here and (holder.pid, holder.host) not in mine and lives(holder)
        ]

    def _load(self, entry: Entry) -> Load:
        key = entry.project, entry.device
        if key not in self._loads:
            self._loads[key] = load_of(self._queue.project(entry.project), entry.device)
        return self._loads[key]

    def _start_with(self, entry: Entry, threads: int) -> None:
        """Claims it, starts its process and writes down which that is; one that cannot be written down ends again."""
        begun = structs.replace(entry, state="running", threads=threads, process=None)
        claimed = self._change(entry, lambda one: begun if one == entry else one).find(entry.id)
        if claimed != begun:
            return  # somebody moved or cancelled it meanwhile
        child = self._start(self._queue, begun)
        self._children[entry.id] = child
        process = structs.replace(
            this_process(), pid=child.pid, started=started(child.pid) or 0.0, born=born(child.pid)
        )
        try:
            self._change(entry, lambda one: structs.replace(one, process=process))
        except LayerscopeError:
            child.terminate()
            raise

    def _lose_run(self, entry: Entry) -> None:
        """Its folder is gone: somebody removed what it had learned, or, where that was nothing, tidied up."""
        if entry.kept:
            self._fail(entry, REMOVED)
        else:
            self._change(entry, lambda one: structs.replace(one, run=""))

    def _fail(self, entry: Entry, why: str) -> None:
        self._change(entry, lambda one: structs.replace(one, state="failed", why=why))

    def _change(self, entry: Entry, edit: EntryEdit) -> QueueFile:
        return self._queue.change(partial(_edited, name=entry.id, edit=edit))


def _edited(queue: QueueFile, name: str, edit: EntryEdit) -> QueueFile:
    """As it stands now: somebody may have changed it since it was looked at."""
    found = queue.find(name)
    return queue if found is None else replaced(queue, edit(found))


def _threads_of(run: RunFolder) -> int:
    """Of a run that trains; none while it is paused."""
    if last_words(str(run.events_file)).paused:
        return 0
    with suppress(LayerscopeError):
        environment = read_environment(run.environment_file)
        return environment.threads if environment else 1
    return 1
