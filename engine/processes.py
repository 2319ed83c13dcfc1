"""Processes: which one this is, and whether one lives. A number alone does not tell, as systems give it out again."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path

import msgspec

from engine.platform import HERE

DEAD_SECONDS = 60.0  # without a sign of life, on another machine
CLOCK_SECONDS = 1.0  # how exactly the system remembers when a process started


class Process(msgspec.Struct, frozen=True):
    """A process of a machine; `started`, in seconds since the epoch, tells it from a later one of the same number.

    So does `born`, which holds when the clock is set, or drifts while the machine sleeps; empty where none counts it.
    """

    pid: int
    started: float
    host: str
    born: str = ""

    @property
    def here(self) -> bool:
        """True on this machine, where one can look whether it lives."""
        return self.host == socket.gethostname()


def this_process() -> Process:
    """The one that asks."""
    pid = os.getpid()
    return Process(pid, started(pid) or 0.0, socket.gethostname(), born(pid))


def lives(process: Process) -> bool:
    """Whether a process of this machine has not ended yet."""
    since = started(process.pid)
    if since is None:
        return False
    exactly = born(process.pid)
    return exactly == process.born if exactly and process.born else abs(since - process.started) < CLOCK_SECONDS


def born(pid: int) -> str:
    """When the process that has this number now started, as the kernel counts; empty where that is not needed."""
    return HERE.born(pid)


def seems_alive(process: Process, sign: Path) -> bool:
    """Whether a process lives, one of another machine as long as it touches the file `sign`; raises OSError."""
    return lives(process) if process.here else time.time() - sign.stat().st_mtime < DEAD_SECONDS


def started(pid: int) -> float | None:
    """When the process that has this number now started; None where none has, or it has ended but for its number."""
    import psutil  # a program that only asks who it is should not wait for it before its window is there

    try:
        process = psutil.Process(pid)
        return None if process.status() == psutil.STATUS_ZOMBIE else float(process.create_time())
    except (psutil.Error, ValueError, OverflowError):  # a number that no process can have may stand in a broken file
        return None
