"""Holding a run that has ended, so that nobody begins to train it while something else is done with its folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from engine.errors import RunFolderError
from engine.runs.folder import RunFolder
from engine.runs.lock.lock import Lock, live_holder


@contextmanager
def held(run: RunFolder) -> Iterator[None]:
    """Inside, no process can begin to train it; raises RunFolderError, in words, where one does already."""
    if holder := live_holder(run.lock_file):
        what = f"“{run.label().title or run.id}” is being trained by process {holder.pid} on {holder.host}."
        raise RunFolderError(what, "Stop that first.")
    lock = Lock(run.lock_file)
    lock.acquire()
    try:
        yield
    finally:
        lock.release()
