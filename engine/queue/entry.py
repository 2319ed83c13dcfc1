"""Entries: what a queue holds, as a file has it; and the pure edits on it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta, structs

from engine.processes import Process
from engine.typed.versions import Format, Plain

EntryState: TypeAlias = Literal["waiting", "running", "done", "failed", "cancelled"]
EntryEdit: TypeAlias = "Callable[[Entry], Entry]"
ENDED: tuple[EntryState, ...] = ("done", "failed", "cancelled")


Name = Annotated[str, Meta(pattern=r"^(?!\.\.?\Z)[^/\\\x00]*\Z")]  # of a file: it leads nowhere else


class Entry(msgspec.Struct, frozen=True):
    """One training that is wanted: a project with a seed, and how far it has come.

    What its run does and reaches, the run's folder alone says.
    """

    id: Name
    project: Name  # the name of its file beside the queue; entries that differ in their seeds share one
    title: str
    seed: int
    data_dir: str = ""  # where its images lie; "": in the usual place
    device: str = "auto"
    image_memory: str = ""  # for own images, as the command line has it; "": as usual
    state: EntryState = "waiting"
    run: Name = ""  # the name of its folder among the runs, once that is known
    process: Process | None = None  # that trains it, or last did
    threads: int = 0  # it trains with; 0 until it was started
    cancelled: bool = False  # somebody wants it to end
    told: bool = False  # its process was told to end, to go on later
    paused: bool = False  # by a person, whether it trains or waits: it stands still until they go on with it
    deaths: int = 0  # how often its process died since it last kept weights
    kept: int = 0  # the step of those
    why: str = ""  # it failed, in words

    @staticmethod
    def item_title(index: int, _raw: object) -> str:
        """How a mistake in a file names the entry."""
        return f"Entry {index + 1}"

    @property
    def ended(self) -> bool:
        """Nothing is left to do for it."""
        return self.state in ENDED


class QueueFile(msgspec.Struct, frozen=True):
    """The entries in the order in which they are begun."""

    entries: tuple[Entry, ...] = ()
    held: bool = False  # a person wants nothing to be trained for now
    waits: str = ""  # why nothing is begun though a person wants it, in words
    version: Literal[3] = 3

    def find(self, entry: str) -> Entry | None:
        """The entry of an id."""
        return next((one for one in self.entries if one.id == entry), None)

    def of(self, *states: EntryState) -> list[Entry]:
        """Those in one of these states."""
        return [one for one in self.entries if one.state in states]

    @property
    def waiting(self) -> list[Entry]:
        """Those that are to be begun, or to go on, as soon as there is room."""
        return [one for one in self.of("waiting") if not one.paused]

    @property
    def paused(self) -> list[Entry]:
        """Those that a person paused, whether their processes still live or not."""
        return [one for one in self.entries if one.paused and not one.ended]


def _with_told(raw: Plain) -> Plain:
    """Nobody wrote down what a process was told, or how much memory it may take for images."""
    return {**raw, "entries": [{**one, "told": False, "image_memory": ""} for one in raw.get("entries", ())]}


def _with_paused(raw: Plain) -> Plain:
    """What a person had paused went on with all others."""
    return {**raw, "entries": [{**one, "paused": False} for one in raw.get("entries", ())]}


QUEUE = Format("queue", QueueFile, (_with_told, _with_paused))


def added(queue: QueueFile, entries: Iterable[Entry]) -> QueueFile:
    """With more of them at the end."""
    return structs.replace(queue, entries=(*queue.entries, *entries))


def replaced(queue: QueueFile, entry: Entry) -> QueueFile:
    """With another entry of the same id; one that was taken away meanwhile does not come back."""
    return structs.replace(queue, entries=tuple(entry if one.id == entry.id else one for one in queue.entries))


def moved(queue: QueueFile, ids: Collection[str], before: str | None) -> QueueFile:
    """With these in front of the entry `before`, or at the end, in the order that they had among themselves."""
    moving = [one for one in queue.entries if one.id in ids]
    rest = [one for one in queue.entries if one.id not in ids]
    place = next((index for index, one in enumerate(rest) if one.id == _place(queue, ids, before)), len(rest))
    return structs.replace(queue, entries=(*rest[:place], *moving, *rest[place:]))


def _place(queue: QueueFile, ids: Collection[str], before: str | None) -> str | None:
    """The first entry from `before` on that stays where it is."""
    names = [one.id for one in queue.entries]
    after = names[names.index(before) :] if before in names else []
    return next((name for name in after if name not in ids), None)


def cancelled(queue: QueueFile, ids: Collection[str]) -> QueueFile:
    """With these not to be trained any more: those that train are to end, which takes a moment."""
    return _each(queue, ids, _cancelled)


def _cancelled(entry: Entry) -> Entry:
    if entry.ended:
        return entry
    if entry.state == "running":
        return structs.replace(entry, cancelled=True)
    return structs.replace(entry, state="cancelled", cancelled=True, paused=False)


def paused(queue: QueueFile, ids: Collection[str]) -> QueueFile:
    """With these, as far as they have not ended, to stand still until a person goes on with them."""
    return _each(queue, ids, lambda one: one if one.ended else structs.replace(one, paused=True))


def resumed(queue: QueueFile, ids: Collection[str]) -> QueueFile:
    """With these, where a person had paused them, to go on; so does a queue that was stopped and has nothing else."""
    others = queue.of("running") or queue.waiting
    after = _each(queue, ids, lambda one: structs.replace(one, paused=False))
    return after if others or not after.waiting else held(after, on=False)


def again(queue: QueueFile, ids: Collection[str]) -> QueueFile:
    """With these to be trained after all; one that has a run goes on with it."""
    fresh = {"state": "waiting", "cancelled": False, "told": False, "paused": False}
    fresh |= {"deaths": 0, "why": "", "process": None}
    return _each(queue, ids, lambda one: structs.replace(one, **fresh) if one.state in ("failed", "cancelled") else one)


def without(queue: QueueFile, ids: Collection[str]) -> QueueFile:
    """Without these, but for those that train."""
    kept = tuple(one for one in queue.entries if one.id not in ids or one.state == "running")
    return structs.replace(queue, entries=kept)


def held(queue: QueueFile, *, on: bool) -> QueueFile:
    """Held, so that those that train keep their weights and wait; or no longer."""
    return structs.replace(queue, held=on)


def _each(queue: QueueFile, ids: Collection[str], edit: EntryEdit) -> QueueFile:
    return structs.replace(queue, entries=tuple(edit(one) if one.id in ids else one for one in queue.entries))
