"""The lock of a run folder: who trains it, and whether they still live."""

from __future__ import annotations

import contextlib
import os
import socket
import time
from pathlib import Path

import msgspec
import psutil

from engine.errors import RunFolderError
from engine.files import create_whole

BEAT_SECONDS = 10.0  # between two signs of life
DEAD_SECONDS = 60.0  # without one, on another machine


class Holder(msgspec.Struct, frozen=True):
    """The process that holds a lock; `started` tells it from a later one with the same number."""

    pid: int
    started: float
    host: str


class Lock:
    """A file that one process at a time may hold; one left by a dead process is taken over."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._beaten = 0.0
        self._held = False

    def acquire(self) -> None:
        """Takes the lock; raises RunFolderError while somebody alive holds it, and OSError."""
        try:
            self._create()
        except FileExistsError:
            holder = live_holder(self._path)
            if holder is not None:
                raise RunFolderError(
                    f"The run is being trained already, by process {holder.pid} on {holder.host}.", "Stop that first."
                ) from None
            self._path.unlink(missing_ok=True)
            self._create()
        self._held = True

    def _create(self) -> None:
        create_whole(self._path, msgspec.json.encode(_myself()))

    def beat(self) -> None:
        """A sign of life, at most one in ten seconds; call it as often as you like."""
        now = time.monotonic()
        if now - self._beaten >= BEAT_SECONDS:
            self._beaten = now
            with contextlib.suppress(OSError):  # somebody may have cleared it away; the run goes on
                os.utime(self._path)

    def release(self) -> None:
        """Gives the lock back; nothing happens when it is not held."""
        if self._held:
            self._held = False
            self._path.unlink(missing_ok=True)


def live_holder(path: Path) -> Holder | None:
    """Who holds the lock and lives; None for no lock, a broken one or a dead holder's."""
    try:
        holder = msgspec.json.decode(path.read_bytes(), type=Holder)
        age = time.time() - path.stat().st_mtime
    except (OSError, msgspec.DecodeError):
        return None
    if holder.host != socket.gethostname():
        return holder if age < DEAD_SECONDS else None
    return holder if _runs(holder) else None


def _runs(holder: Holder) -> bool:
    try:
        return bool(abs(psutil.Process(holder.pid).create_time() - holder.started) < 1.0)
    except psutil.Error:
        return False


def _myself() -> Holder:
    return Holder(os.getpid(), psutil.Process().create_time(), socket.gethostname())
