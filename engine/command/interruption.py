"""Interruption: SIGINT and SIGTERM as a wish to stop, so that a checkpoint can be written before leaving."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Self


class Interruption:
    """While it is open the first signal calls `then`, or is remembered until there is one; the second leaves at once.

    Only the main thread of a process can take signals; on any other this does nothing.
    """

    def __init__(self) -> None:
        self.asked = False
        self._then: Callable[[], None] | None = None
        self._before: dict[signal.Signals, object] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                self._before[number] = signal.signal(number, self._heard)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]  # what signal.signal gave it also takes

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
