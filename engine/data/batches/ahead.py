"""Ahead: the next batch is made by a thread of its own while a step computes with the one before."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

T = TypeVar("T")


class Ahead(Generic[T]):
    """Values of a function of the step, of which the next one is always being made. For one thread.

    The function is called on one thread, another than the caller's, whose steps usually follow each other; any other
    step is made at once. What it raises, `at` raises. The thread ends with `close`, or when nobody holds this any more.
    """

    def __init__(self, make: Callable[[int], T]) -> None:
        self._make = make
        self._worker = ThreadPoolExecutor(1, "batch ahead")
        self._next: tuple[int, Future[T]] | None = None

    def at(self, step: int) -> T:
        """The value of a step."""
        following, self._next = self._next, None
        if following is None or following[0] != step:
            following = step, self._worker.submit(self._make, step)
        made = following[1].result()
        self._next = step + 1, self._worker.submit(self._make, step + 1)
        return made

    def close(self) -> None:
        """Ends the thread, once it is done with what it is at."""
        self._worker.shutdown(cancel_futures=True)
