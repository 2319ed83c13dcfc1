"""Guard: one thread of one process at a time looks at a file and changes it, so that what it saw still holds then.

The system keeps the guard and takes it back from a process that dies, so no guard is ever left by the dead.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from engine.platform import HERE, Platform

PATIENCE_SECONDS = 10.0  # what is done under the guard takes milliseconds
PAUSE_SECONDS = 0.002


@contextmanager
def guarded(path: Path, platform: Platform = HERE) -> Iterator[None]:
    """Inside, nobody else is inside for the same path; raises TimeoutError when somebody stays too long, and OSError.

    A file system that knows no such locks guards nothing.
    """
    guard = path.with_name(f".{path.name}.guard")
    file = _entered(guard, platform)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # elsewhere than on POSIX it stays while others wait with it open
            guard.unlink()
        file.close()


def _entered(guard: Path, platform: Platform) -> BinaryIO:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (file := _tried(guard, platform)) is None:
        if time.monotonic() >= deadline:
            raise TimeoutError("somebody else stays at it")
        time.sleep(PAUSE_SECONDS)
    return file


def _tried(guard: Path, platform: Platform) -> BinaryIO | None:
    """The guard's file, locked; None while somebody else has it."""
    try:
        file = guard.open("ab")
    except PermissionError:
        if not platform.removed_linger:
            raise
        return None  # it was just removed, and cannot be made anew while anyone has it open
    if platform.lock(file.fileno()) and _is_still(file, guard):
        return file
    file.close()
    return None


def _is_still(file: BinaryIO, guard: Path) -> bool:
    """False when the one before took the file away while we waited: others may be guarded by a new one."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), guard.stat())
    except OSError:
        return False
