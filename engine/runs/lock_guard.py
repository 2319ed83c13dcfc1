"""Guard: one thread of one process at a time looks at a lock and changes it, so that what it saw still holds then.

The system keeps the guard and takes it back from a process that dies, so no guard is ever left by the dead.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

PATIENCE_SECONDS = 10.0  # what is done under the guard takes milliseconds
PAUSE_SECONDS = 0.002


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Inside, nobody else is inside for the same path; raises TimeoutError when somebody stays too long, and OSError.

    A file system that knows no such locks guards nothing.
    """
    guard = path.with_name(f".{path.name}.guard")
    file = _entered(guard)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # elsewhere than on POSIX it stays while others wait with it open
            guard.unlink()
        file.close()


def _entered(guard: Path) -> BinaryIO:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (file := _tried(guard)) is None:
        if time.monotonic() >= deadline:
            raise TimeoutError("somebody else stays at it")
        time.sleep(PAUSE_SECONDS)
    return file


def _tried(guard: Path) -> BinaryIO | None:
    """The guard's file, locked; None while somebody else has it."""
    try:
        file = guard.open("ab")
    except PermissionError:
        if sys.platform != "win32":
            raise
        return None  # there a file that was just deleted cannot be made anew while anyone has it open
    if _lock(file) and _is_still(file, guard):
        return file
    file.close()
    return None


def _is_still(file: BinaryIO, guard: Path) -> bool:
    """False when the one before took the file away while we waited: others may be guarded by a new one."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), guard.stat())
    except OSError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> bool:
        """Takes the system's lock on the file, which ends when it is closed; False while it is another's."""
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(file: BinaryIO) -> bool:
        """Takes the system's lock on the file, which ends when it is closed; False while it is another's."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        except OSError:  # no locks on this file system
            return True
        return True
