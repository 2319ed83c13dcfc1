"""Holding a run that has ended, so that nobody begins to train it while something else is done with its folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from engine.errors import RunFolderError
from engine.files import FULL
from engine.runs.folder import RunFolder, written_error
from engine.runs.lock.lock import Lock, live_holder


@contextmanager
def held(run: RunFolder) -> Iterator[None]:
    """Inside, no process can begin to train it; raises RunFolderError, in words, where one does already.

    On a disk without room for a lock none can begin either, and whoever removes a run makes some.
    """
    if holder := live_holder(run.lock_file):
        what = f"“{run.label().title or run.id}” is being trained by process {holder.pid} on {holder.host}."
        raise RunFolderError(what, "Stop that first.")
    lock = Lock(run.lock_file)
    try:
        lock.take()
    except OSError as error:
        if error.errno not in FULL:
            raise written_error(error, run.path) from None
    try:
        yield
    finally:
        lock.release()
