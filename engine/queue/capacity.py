"""Capacity: how many runs a machine carries at once, and with how many threads each; pure.

A run keeps its threads, as its figures hang on them; so they are chosen once, by what waits at that moment. One run
alone has all cores, many have one each: what a small network computes in a step is too little for more.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Load:
    """What a run takes: bytes of memory, CPU threads, and whether it computes on the GPU."""

    bytes: int
    threads: int = 1
    on_gpu: bool = False


@dataclass(frozen=True)
class Room:
    """What a machine has for runs of the queue: cores that compute, and bytes of memory, those in use by them too."""

    cores: int
    bytes: int


def threads_for(room: Room, running: Collection[Load], wanted: Load, waiting: int) -> int | None:
    """The threads of the next run, of `waiting` with it, beside those that run; None while it has to wait.

    The first is always begun: whether it fits at all, it says itself, in words. A GPU is one run's at a time.
    """
    free = room.cores - sum(one.threads for one in running)
    if not running:
        return _share(room.cores, 1 if wanted.on_gpu else waiting)
    if free < 1 or sum(one.bytes for one in running) + wanted.bytes > room.bytes:
        return None
    if wanted.on_gpu and any(one.on_gpu for one in running):
        return None
    return _share(free, waiting)


def _share(cores: int, runs: int) -> int:
    return max(1, cores // max(1, min(runs, cores)))
