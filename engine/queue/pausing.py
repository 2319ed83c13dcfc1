"""Pausing: which entries a person has paused stands in the queue, and those who train them hear of it."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from functools import partial

from msgspec import structs

from engine.errors import LayerscopeError
from engine.queue.entry import Entry, QueueFile, paused, replaced, resumed
from engine.queue.queue import Queue
from engine.runs.collection.last_words import last_words
from engine.runs.commands import Command, send
from engine.runs.folder import RunFolder


def pause(queue: Queue, ids: Collection[str]) -> None:
    """Has entries stand still, whatever becomes of their processes and of the queue."""
    _tell(queue, queue.change(partial(paused, ids=ids)), ids, "pause")


def resume(queue: Queue, ids: Collection[str]) -> None:
    """Has entries go on that a person had paused."""
    _tell(queue, queue.change(partial(resumed, ids=ids)), ids, "resume")


def _tell(queue: Queue, file: QueueFile, ids: Collection[str], word: Command) -> None:
    for entry in file.of("running"):
        if entry.id in ids and entry.run:
            _send(queue, entry, word)


def _send(queue: Queue, entry: Entry, word: Command) -> None:
    with suppress(LayerscopeError):  # it has just ended
        send(queue.runs / entry.run, word)


class Pauses:
    """Sees to it that what trains stands still where the queue says so, and that the queue says what a person told a
    run itself, by a word in its folder.
    """

    def __init__(self, queue: Queue) -> None:
        self._queue = queue
        self._stood: set[str] = set()  # the entries whose runs stood still when they were last looked at

    def look(self, name: str) -> None:
        """Looks at one that trains."""
        entry = self._queue.read().find(name)
        if entry is None or entry.process is None or not entry.run or entry.told or entry.cancelled:
            return
        run = RunFolder(self._queue.runs / entry.run)
        if run.command_file.exists():  # it hears that first
            return
        match last_words(str(run.events_file)).state_of(entry.process):
            case "paused":
                self._on_standing(entry)
            case "running":
                self._on_going(entry)
            case _:
                self._stood.discard(entry.id)

    def _on_standing(self, entry: Entry) -> None:
        if entry.id not in self._stood:
            self._stood.add(entry.id)
            self._write(entry, pauses=True)

    def _on_going(self, entry: Entry) -> None:
        """It went on; or it has not heard yet, as none does before its run is opened."""
        if entry.id in self._stood:
            self._stood.discard(entry.id)
            self._write(entry, pauses=False)
        elif entry.paused:
            _send(self._queue, entry, "pause")

    def _write(self, entry: Entry, *, pauses: bool) -> None:
        if entry.paused != pauses:
            after = structs.replace(entry, paused=pauses)
            self._queue.change(lambda queue: replaced(queue, after) if queue.find(entry.id) == entry else queue)
