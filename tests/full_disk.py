"""A disk without room, for whatever this process writes."""

import errno
import os
import threading
from contextlib import contextmanager
from functools import wraps

import pytest

from engine.platform import HERE
from engine.runs import logs

WRITES = ((type(HERE), "rename"), (type(HERE), "link"), (type(HERE), "sync_file"), (logs._Log, "_write"))


@contextmanager
def disk(full_from=None):
    """Every write of a run passes here; from one on, counted from 1, there is no room. Gives how many there were."""
    counted, lock = [], threading.Lock()

    def through(write):
        @wraps(write)
        def checked(*given, **options):
            with lock:
                counted.append(write.__name__)
                full = full_from is not None and len(counted) >= full_from
            if full:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return write(*given, **options)

        return checked

    with pytest.MonkeyPatch.context() as patch:
        for owner, name in WRITES:
            patch.setattr(owner, name, through(getattr(owner, name)))
        yield counted
