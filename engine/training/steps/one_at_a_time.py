"""One session a process: dropout draws from a generator that all of it shares, so two would change each other."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from engine.errors import InputError

_starting = threading.Lock()
_computing = threading.Lock()  # held by what trains, or tries how fast that goes
_started: list[threading.Thread] = []  # the session's that began last; it is asked whether it lives, so none can forget


def start_alone(thread: threading.Thread) -> None:
    """Starts a session's thread; raises InputError while that of another session of this process lives."""
    with _starting:
        if any(other.is_alive() for other in _started):
            raise InputError(
                "A run is training in this process already.",
                "Stop it first, or train the other one in a process of its own: main.py train.",
            )
        thread.start()
        _started[:] = [thread]


@contextmanager
def alone() -> Iterator[None]:
    """For a session: waits until nothing is tried any more, which ends soon after it is told to."""
    with _computing:
        yield


@contextmanager
def alone_or_refused() -> Iterator[None]:
    """For what only tries; raises InputError while something trains or is tried."""
    if not _computing.acquire(blocking=False):
        trains = any(one.is_alive() for one in _started)
        what = "A run is training in this process." if trains else "Something is tried in this process already."
        raise InputError(what, "Stop it first, or wait for its end.")
    try:
        yield
    finally:
        _computing.release()
