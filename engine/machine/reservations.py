"""Reservations: memory that is promised to looks into networks: of two at a time each has what the other leaves.

What the system says is free does not tell: who was let in a moment ago has not taken it yet. A promise counts whole
until its look is over, also what was taken of it by then: rather one look waits than that the process ends. Those that
wait are let in one after the other, as they came, so that a large look is not kept out by small ones for ever.
"""

from __future__ import annotations

import threading
from bisect import insort
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

from engine.errors import DeviceError
from engine.machine import memory

ASK_S = 0.2  # between two looks whether somebody still waits


class Reservations:
    """From any thread; what a thread holds itself leaves it no less."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._held: Counter[int] = Counter()  # bytes, by thread
        self._came = count()
        self._line: list[tuple[bool, int]] = []  # of those that wait: whether it holds nothing yet, and when it came

    @contextmanager
    def hold(self, needed: int, doing: str, go_on: Callable[[], object] | None = None) -> Iterator[None]:
        """Keeps so many bytes of main memory from others meanwhile.

        With `go_on` it waits while others hold too much, or came before it; that is called a few times a second
        meanwhile, and may raise. What the thread holds already is not kept from others while it waits: else two would
        wait for each other. Raises DeviceError where there is no room, also once the others are done; `doing` says for
        what, as “To look at 10,000 images”.
        """
        self._take(needed, doing, go_on)
        try:
            yield
        finally:
            self._take_back(needed)

    def _take(self, needed: int, doing: str, go_on: Callable[[], object] | None) -> None:
        with self._changed:
            if go_on is None:
                self._fits(needed, doing, waits=False)
            else:
                self._wait(needed, doing, go_on)
            self._held[threading.get_ident()] += needed

    def _wait(self, needed: int, doing: str, go_on: Callable[[], object]) -> None:
        """Who holds something already goes before who does not: its end is what the others wait for."""
        own = self._held.pop(threading.get_ident(), 0)
        place = (own == 0, next(self._came))
        insort(self._line, place)
        self._changed.notify_all()
        try:
            while not self._fits(needed, doing, waits=True) or self._line[0] != place:
                self._changed.wait(ASK_S)
                go_on()
        finally:
            self._line.remove(place)
            self._held[threading.get_ident()] = own
            self._changed.notify_all()

    def _take_back(self, needed: int) -> None:
        with self._changed:
            self._held[threading.get_ident()] -= needed
            self._held += Counter()  # without those that hold nothing
            self._changed.notify_all()

    def _fits(self, needed: int, doing: str, *, waits: bool) -> bool:
        free = memory.free_memory()
        others = self._held.total() - self._held[threading.get_ident()]
        if needed + others <= free * memory.RESERVE:
            return True
        alone = needed > (free + others) * memory.RESERVE  # too much, whatever they leave
        if waits and not alone:
            return False
        raise _no_room(needed, doing, free, 0 if alone else others)


def _no_room(needed: int, doing: str, free: int, others: int) -> DeviceError:
    what = f"{doing}, about {memory.spoken(needed)} of memory are needed; {memory.spoken(free)} are free"
    if others:
        hint = "Wait until that is over, close other programs, or make the network smaller."
        return DeviceError(f"{what}, and another look is taking {memory.spoken(others)} of it.", hint)
    return DeviceError(f"{what}.", "Close other programs, or make the network smaller.")


LOOKS = Reservations()  # the process has one memory, whoever looks: a window, a script, a command
