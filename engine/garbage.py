"""Python's collector of garbage, held back while something goes on that it would slow down or disturb."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class _Held:
    """Who holds it back: it belongs to the whole process, so threads share it."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    count: int = 0
    was_on: bool = False


_held = _Held()


@contextmanager
def uncollected() -> Iterator[None]:
    """Nothing is collected inside, whichever thread asks; it is on again, if it was, when the last has left."""
    with _held.lock:
        if not _held.count:
            _held.was_on = gc.isenabled()
        _held.count += 1
        gc.disable()
    try:
        yield
    finally:
        with _held.lock:
            _held.count -= 1
            if _held.was_on and not _held.count:
                gc.enable()
