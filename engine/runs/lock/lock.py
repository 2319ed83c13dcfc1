"""The lock of a run folder: who trains it, and whether they still live."""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from pathlib import Path

import msgspec

from engine.errors import InUse, RunFolderError
from engine.files import create_whole
from engine.guard import guarded
from engine.platform import HERE
from engine.processes import Process, seems_alive, this_process
from engine.runs.folder import in_words
from engine.typed.document import learned

BEAT_SECONDS = 10.0  # between two signs of life


class Holder(Process, frozen=True):
    """The process that holds a lock; `token` tells its locks apart, `place` is the folder in which it was taken."""

    token: str = ""
    place: str = ""


_HOLDER = learned(Holder)


class Lock:
    """A file that one at a time may hold; one left by a dead process is taken over, by one alone.

    `busy` says, up to a comma, what holds while somebody has it.
    """

    def __init__(self, path: Path, busy: str = "The run is being trained already") -> None:
        self._path, self._busy = path, busy
        self._beaten = 0.0
        self._mine: Holder | None = None

    def acquire(self) -> None:
        """Takes the lock; raises RunFolderError while somebody alive holds it, and where it cannot be written."""
        with in_words(self._path.parent):
            self.take()

    def take(self) -> None:
        """The same, but raises OSError where it cannot be written."""
        try:
            with guarded(self._path):
                self._refuse_held()
                self._create()
        except (TimeoutError, FileExistsError):  # the latter where nothing can be guarded
            raise InUse(f"{self._busy}, by somebody else.", "Try again in a moment.") from None

    def _refuse_held(self) -> None:
        if self._path.is_dir():
            raise RunFolderError(f"“{self._path}” is a folder, but must be a file.", "Remove it.")
        holder = written_holder(self._path)
        if holder is not None and _holds(holder, self._path):
            raise InUse(f"{self._busy}, by process {holder.pid} on {holder.host}.", "Stop that first.")

    def _create(self) -> None:
        me = this_process()
        mine = Holder(me.pid, me.started, me.host, me.born, secrets.token_hex(8), str(self._path.parent.resolve()))
        HERE.remove(self._path)
        create_whole(self._path, msgspec.json.encode(mine))
        self._mine = mine

    @property
    def held(self) -> bool:
        """Whether it was taken here, and not given back."""
        return self._mine is not None

    def beat(self) -> None:
        """A sign of life, at most one in ten seconds; call it as often as you like.

        None is given for a lock that somebody cleared away or took over; the run goes on.
        """
        now = time.monotonic()
        if now - self._beaten >= BEAT_SECONDS:
            self._beaten = now
            with contextlib.suppress(OSError):
                if self._is_mine():
                    os.utime(self._path)

    def release(self) -> None:
        """Gives the lock back; nothing happens when it is not held, or no longer ours."""
        if self._mine is None:
            return
        with contextlib.suppress(OSError), guarded(self._path):
            if self._is_mine():
                HERE.remove(self._path)
        self._mine = None

    def _is_mine(self) -> bool:
        return self._mine is not None and written_holder(self._path) == self._mine


def live_holder(path: Path) -> Holder | None:
    """Who holds the lock and lives; None for no lock, one that cannot be read, a broken one or a dead holder's."""
    try:
        holder = written_holder(path)
        return holder if holder is not None and _holds(holder, path) else None
    except OSError:
        return None


def _holds(holder: Holder, path: Path) -> bool:
    """Whether it lives, and holds this lock and not the one that this is a copy of; raises OSError."""
    return seems_alive(holder, path) and not _is_copied(holder, path)


def _is_copied(holder: Holder, path: Path) -> bool:
    """Whether the folder was copied with the lock in it: that in which it was taken is there still, and is another.

    One that was moved, or is reached by another way, is none.
    """
    original = Path(holder.place)
    if not holder.place or original == path.parent:
        return False
    with contextlib.suppress(OSError):
        return original.is_dir() and not original.samefile(path.parent)
    return False


def written_holder(path: Path) -> Holder | None:
    """Who wrote the lock, alive or not; None for no lock and for a broken one. Raises OSError."""
    try:
        return _HOLDER.decode(path.read_bytes())
    except (FileNotFoundError, ValueError, RecursionError):  # a decode error is a ValueError
        return None
