"""Remembered: what was found at a place, for as long as the folders and files that decide it are as they were.

A picture that is written over where it lies changes none of its folders: whoever must know of that looks anew.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, Protocol, TypeVar

from engine.data.importing.finding.listing import NEVER, LookedInto, changed_at
from engine.data.readers.read_parts import Stop, go_on

KEPT = 2  # places: that of the run and that of the document
SETTLED_NS = 2 * 10**9  # since a change: until then another may come that has the same time
LOOK_SECONDS = 0.1  # between two looks whether it is still wanted


class Look(Protocol):
    """What was found, and what decided it."""

    @property
    def looked_into(self) -> LookedInto: ...


Found = TypeVar("Found", bound=Look)


class _Place(Generic[Found]):
    """What is known of one place. One thread at a time looks there; who comes meanwhile has its answer."""

    def __init__(self) -> None:
        self._looking = threading.Lock()
        self.known: Found | None = None

    @contextmanager
    def mine(self, stop: Stop | None) -> Iterator[None]:
        """For this thread alone; raises Stopped where nobody waits for it any more."""
        while not self._looking.acquire(timeout=LOOK_SECONDS):
            go_on(stop)
        try:
            yield
        finally:
            self._looking.release()


class Remembered(Generic[Found]):
    """The places that were looked at last, each by a key. For any number of threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._places: OrderedDict[object, _Place[Found]] = OrderedDict()

    def told(self, key: object, look: Callable[[], Found], stop: Stop | None, *, anew: bool) -> Found:
        """What is known, or else what `look` finds, as also where it is to be looked for anew; raises as that does."""
        place = self._place(key)
        with place.mine(stop):
            known, place.known = place.known, None
            found = known if known is not None and not anew and _is_so(known) else look()
            place.known = found if _is_settled(found) else None
            return found

    def _place(self, key: object) -> _Place[Found]:
        with self._lock:
            place = self._places.setdefault(key, _Place())
            self._places.move_to_end(key)
            while len(self._places) > KEPT:
                self._places.popitem(last=False)
            return place


def _is_so(found: Look) -> bool:
    """Whether everything is still as it was looked into."""
    return all(at != NEVER and changed_at(path) == at for path, at in found.looked_into)


def _is_settled(found: Look) -> bool:
    """Whether a change from now on would be seen by its time."""
    newest = time.time_ns() - SETTLED_NS
    return bool(found.looked_into) and all(NEVER < at < newest for _, at in found.looked_into)
