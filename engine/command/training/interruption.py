"""Interruption: SIGINT and SIGTERM as a wish to stop, so that a checkpoint can be written before leaving."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Self, TypeAlias

Handler: TypeAlias = Callable[[int, FrameType | None], object] | int | signal.Handlers


class Interruption:
    """While it is open the first signal calls `then`, or is remembered until there is one; the second leaves at once.

    A signal that the process was started to ignore, as a shell does with what it puts in the background, stays ignored:
    Ctrl+C is then meant for somebody else. Only the main thread of a process can take signals; on any other this does
    nothing.
    """

    def __init__(self) -> None:
        self.asked = False
        self._then: Callable[[], None] | None = None
        self._before: dict[signal.Signals, Handler] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                self._listen(number)
        return self

    def _listen(self, number: signal.Signals) -> None:
        before = signal.getsignal(number)
        if before is None or before == signal.SIG_IGN:  # None: of a library in C, which could not be put back
            return
        self._before[number] = before
        signal.signal(number, self._heard)

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def call(self, then: Callable[[], None]) -> None:
        """What the first signal does; at once when it has come already."""
        self._then = then
        if self.asked:
            then()

    def _heard(self, number: int, frame: FrameType | None) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True
        if self._then:
            self._then()
