"""Traces: what the process of an entry has left on the disk: its run, how that ended, and what it said last."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import msgspec

from engine.errors import LayerscopeError
from engine.events import OF_ITSELF, StoppedBy
from engine.files import end_of_document
from engine.processes import Process, lives, seems_alive
from engine.queue.entry import Entry
from engine.queue.outcome import Left
from engine.queue.queue import Queue
from engine.runs.collection.holders import holders
from engine.runs.folder import RunFolder
from engine.runs.kept.kept_steps import kept_steps
from engine.runs.lock.lock import written_holder
from engine.typed.document import learned

MOST_BYTES = 1 << 16
CLOCK_SECONDS = 1.0  # as exactly as two looks at when a process started agree


def alive(queue: Queue, entry: Entry) -> bool:
    """Whether the process of an entry has not ended; of another machine's its run's lock tells."""
    process = entry.process
    if process is None:
        return False
    if process.here:
        return lives(process)
    with suppress(OSError):
        return bool(entry.run) and seems_alive(process, queue.runs / entry.run / "lock")
    return False


def trainer(queue: Queue, entry: Entry) -> Process | None:
    """Who trains an entry, or last did: whoever holds its own lock and lives, else as it was written down.

    The process that was started for it takes that lock before anything else, so it is known also where whoever
    started it died on the spot.
    """
    holder = None
    with suppress(OSError):
        holder = written_holder(queue.lock_of(entry.id))
    if holder is None or not (entry.process is None or (holder.here and lives(holder))):
        return entry.process
    return Process(holder.pid, holder.started, holder.host, holder.born)


def run_of(queue: Queue, process: Process) -> str:
    """The name of the run that a process trains, or trained when it died; "" while it has none."""
    return next((name for name, holder in holders(queue.runs) if _same(holder, process)), "")


def _same(holder: Process, process: Process) -> bool:
    if (holder.pid, holder.host) != (process.pid, process.host):
        return False
    exactly = holder.born and process.born
    return holder.born == process.born if exactly else abs(holder.started - process.started) < CLOCK_SECONDS


def left_by(queue: Queue, entry: Entry, status: int | None) -> Left:
    """All of it; `status` is the exit status, None where nobody knows it."""
    said = _printed(queue, entry)
    run = entry.run or Path(said.run or "").name or (run_of(queue, entry.process) if entry.process else "")
    words, refused = _last_line(queue.told_by(entry.id)), status in (1, 2)
    if not run:
        return Left(stopped_by=said.stopped_by, refused=refused, words=words)
    folder = RunFolder(queue.runs / run)
    if not folder.project_file.is_file():
        return Left(run, there=False, refused=refused, words=words)
    ended = said.stopped_by or _came_to_its_end(folder)
    return Left(run, stopped_by=ended, refused=refused, words=words, kept=_kept(folder))


class _Printed(msgspec.Struct, frozen=True):
    """What it says at its end with --json, in the last line. A result that lies in the run may be of an earlier one."""

    run: str | None = None
    stopped_by: StoppedBy | None = None


_PRINTED = learned(_Printed)


def _printed(queue: Queue, entry: Entry) -> _Printed:
    with suppress(ValueError):  # a decode error is one
        return _PRINTED.decode(_last_line(queue.told_by(entry.id).with_suffix(".out")))
    return _Printed()


def _came_to_its_end(folder: RunFolder) -> StoppedBy | None:
    """How, where a process died just after it had written that down."""
    with suppress(LayerscopeError):
        result = folder.result()
        return result.stopped_by if result is not None and result.stopped_by in OF_ITSELF else None
    return None


def _kept(folder: RunFolder) -> int:
    with suppress(OSError):
        return max(kept_steps(str(folder.path)), default=0)
    return 0


def _last_line(path: Path) -> str:
    with suppress(OSError):
        lines = end_of_document(path, MOST_BYTES).decode(errors="replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "")
    return ""
