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

from engine.errors import InputError, LayerscopeError, NewerVersion
from engine.log import LOG
from engine.processes import Process, born, lives, started, this_process
from engine.queue.capacity import Load, Room, threads_for
from engine.queue.entry import Entry, EntryEdit, QueueFile, replaced
from engine.queue.needs import PROCESS_BYTES, load_of, room_here
from engine.queue.outcome import REMOVED, settled
from engine.queue.pausing import Pauses
from engine.queue.queue import Queue
from engine.queue.starting import PROGRAM, Child, start_training
from engine.queue.traces import alive, left_by, run_of, trainer
from engine.runs.collection.holders import holders
from engine.runs.collection.last_words import last_words
from engine.runs.commands import send
from engine.runs.environment import read_environment
from engine.runs.folder import RunFolder, in_words

LOOK_SECONDS = 0.5  # between two turns
LEAST_FREE = 100_000_000  # bytes of the disk, below which no run is begun
FULL = "The disk is nearly full. The queue goes on once there is room."
BUSY = "Waits until another run leaves a core."
MOVED = "The program is not where it was. Open it again, and the queue goes on."

Start = Callable[[Queue, Entry], Child]
RoomHere = Callable[[Sequence[Process]], Room]


class Worker:
    """Turn by turn; `start` starts a process, `room` says what the machine has."""

    def __init__(self, queue: Queue, start: Start = start_training, room: RoomHere = room_here) -> None:
        self._queue, self._start, self._room = queue, start, room
        self._children: dict[str, Child] = {}  # by entry; those of an earlier worker are none of ours
        self._signalled: set[int] = set()  # processes that got a signal: a second would have them leave at once
        self._loads: dict[tuple[str, str, str], Load] = {}
        self._pauses = Pauses(queue)

    def work(self, wait: Callable[[float], bool]) -> None:
        """Until nothing is left to do. `wait(seconds)` is False once it is to end: then those that train are told to.

        Raises RunFolderError while somebody else works through the queue, and NewerVersion.
        """
        lock, ending = self._queue.lock(), False
        with in_words(self._queue.folder):
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
        except NewerVersion:
            raise
        except (LayerscopeError, OSError) as error:  # the disk is full for a moment, as a rule
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
        return self._begun() and _anything_left(self._queue.read())

    # --- those that train ---

    def _look_after(self, entry: Entry) -> None:
        child = self._children.get(entry.id)
        status = None if child is None else child.poll()
        if child is None or status is not None:
            entry = self._adopted(entry)
            if not alive(self._queue, entry):
                self._settle(entry, status)
                return
        self._note_run(entry)
        self._pauses.look(entry.id)

    def _adopted(self, entry: Entry) -> Entry:
        """With the process that trains it, where that is one that an earlier worker started on its last breath."""
        process = trainer(self._queue, entry)
        if process == entry.process:
            return entry
        self._children.pop(entry.id, None)
        after = self._change(entry, lambda one: structs.replace(one, process=process))
        return after.find(entry.id) or entry

    def _settle(self, entry: Entry, status: int | None) -> None:
        left = left_by(self._queue, entry, status)
        self._change(entry, lambda one: settled(one, left))
        self._children.pop(entry.id, None)

    def _note_run(self, entry: Entry) -> None:
        if not entry.run and entry.process is not None and (run := run_of(self._queue, entry.process)):
            self._change(entry, lambda one: structs.replace(one, run=run))

    def _tell_to_end(self, entry: Entry) -> None:
        """By a word in its folder, again and again, as none is heard before the run is opened; else by a signal.

        That it was told stands in the queue before it hears of it, whoever sees it end.
        """
        if not entry.cancelled and not entry.told:
            self._change(entry, lambda one: structs.replace(one, told=True))
        if entry.run:
            with suppress(LayerscopeError):
                send(self._queue.runs / entry.run, "stop")
        elif (child := self._children.get(entry.id)) is not None and child.pid not in self._signalled:
            self._signalled.add(child.pid)
            child.terminate()

    # --- those that wait ---

    def _begun(self) -> bool:
        """Begins as many as there is room for; False where it cannot go on."""
        if not PROGRAM.is_file():
            self._wait_for(MOVED)
            return False
        self._wait_for(self._begun_all())
        return True

    def _begun_all(self) -> str:
        """Begins as many as there is room for; what hinders the next, in words, unless it is those that run."""
        while waiting := self._queue.read().waiting:
            if shutil.disk_usage(self._queue.folder).free < LEAST_FREE:
                return FULL
            hindrance = self._begin(waiting[0], len(waiting))
            if hindrance is not None:
                return hindrance
        return ""

    def _wait_for(self, why: str) -> None:
        if self._queue.read().waits != why:
            self._queue.change(lambda queue: structs.replace(queue, waits=why))

    def _begin(self, entry: Entry, waiting: int) -> str | None:
        """Begins one, or finds that it cannot be; what hinders it for now, as `_begun_all` says it."""
        try:
            load = self._load(entry)
        except InputError as error:
            self._fail(entry, str(error))
            return None
        if entry.run and not RunFolder(self._queue.runs / entry.run).project_file.is_file():
            self._lose_run(entry)
            return None
        threads = self._threads(load, waiting)
        if threads is None:
            return "" if self._queue.read().of("running") else BUSY
        return self._start_with(entry, entry.threads or threads)

    def _threads(self, load: Load, waiting: int) -> int | None:
        running = self._queue.read().of("running")
        processes = [one.process for one in running if one.process is not None]
        loads = [self._load_of_running(one) for one in running]
        room = self._room(processes)
        found = threads_for(room, loads, load, waiting)
        if found is None:
            return None
        others = [Load(0, threads) for threads in self._others(processes)]  # their memory is not free anyway
        return threads_for(room, [*loads, *others], load, waiting) if others else found

    def _load_of_running(self, entry: Entry) -> Load:
        """It trains, whatever has become of the file of its project."""
        with suppress(InputError):
            return replace(self._load(entry), threads=entry.threads)
        return Load(PROCESS_BYTES, entry.threads)

    def _others(self, ours: Sequence[Process]) -> list[int]:
        """The threads of the runs that train here and are not of the queue."""
        mine = {(one.pid, one.host) for one in ours}
        return [
            _threads_of(RunFolder(self._queue.runs / name))
            for name, holder in holders(self._queue.runs)
            if holder.here and (holder.pid, holder.host) not in mine and lives(holder)
        ]

    def _load(self, entry: Entry) -> Load:
        key = entry.project, entry.device, entry.image_memory
        if key not in self._loads:
            self._loads[key] = load_of(self._queue.project(entry.project), entry.device, entry.image_memory)
        return self._loads[key]

    def _start_with(self, entry: Entry, threads: int) -> str | None:
        """Claims it, starts its process and writes down which that is; why none can be started now, in words.

        What its process said the last time is gone by then, so that nobody takes it for what this one says.
        """
        self._queue.forget_told(entry.id)
        begun = structs.replace(entry, state="running", threads=threads, process=None, told=False)
        claimed = self._change(entry, lambda one: begun if one == entry else one).find(entry.id)
        if claimed != begun:
            return None  # somebody moved or cancelled it meanwhile
        try:
            child = self._start(self._queue, begun)
        except OSError as error:
            self._change(entry, lambda one: _given_back(one, entry.threads))
            return _hindrance(error)
        self._write_down(entry, child)
        return None

    def _write_down(self, entry: Entry, child: Child) -> None:
        """Which process trains an entry; one that cannot be written down ends again."""
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


def _anything_left(queue: QueueFile) -> bool:
    return bool(queue.of("running") or queue.waiting)


def _edited(queue: QueueFile, name: str, edit: EntryEdit) -> QueueFile:
    """As it stands now: somebody may have changed it since it was looked at."""
    found = queue.find(name)
    return queue if found is None else replaced(queue, edit(found))


def _given_back(claimed: Entry, threads: int) -> Entry:
    """As it was before somebody wanted to start it."""
    return structs.replace(claimed, state="cancelled" if claimed.cancelled else "waiting", threads=threads)


def _hindrance(error: OSError) -> str:
    reason = (error.strerror or str(error)).lower()
    return f"No training can be started now ({reason}). The queue tries it again and again."


def _threads_of(run: RunFolder) -> int:
    """Of a run that trains; none while it is paused."""
    if last_words(str(run.events_file)).paused:
        return 0
    with suppress(LayerscopeError):
        environment = read_environment(run.environment_file)
        return environment.threads if environment else 1
    return 1
