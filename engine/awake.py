"""Awake: keeps the computer from falling asleep while something works. The screen may still go dark.

Where the system does not let itself be asked, nothing else fails: the log says so. `docs/decisions/0016` says by what.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TypeAlias

from engine.log import LOG

Inhibit: TypeAlias = Callable[[], AbstractContextManager[object]]  # no sleep inside; raises where it cannot be


class Awake:
    """Holds the computer awake between `hold` and `release`. Neither waits for the system: a thread asks it."""

    def __init__(self, inhibit: Inhibit | None = None) -> None:
        self._inhibit = inhibit or inhibited
        self._released: threading.Event | None = None
        self._threads: list[threading.Thread] = []  # the one that holds, and those that the system keeps waiting

    @property
    def held(self) -> bool:
        """Whether it is wanted awake; the system may not have heard of it yet."""
        return self._released is not None

    def hold(self) -> None:
        """From now on."""
        if self._released is None:
            self._released = threading.Event()
            thread = threading.Thread(target=self._keep, args=(self._released,), name="awake", daemon=True)
            self._threads = [*self._alive(), thread]
            thread.start()

    def release(self) -> None:
        """No longer."""
        if self._released is not None:
            self._released.set()
            self._released = None

    def close(self, timeout: float = 2.0) -> bool:
        """Releases it and waits until the system has heard; False when the time, in seconds, was not enough."""
        self.release()
        end = time.monotonic() + timeout
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))
        return not self._alive()

    def _alive(self) -> list[threading.Thread]:
        return [thread for thread in self._threads if thread.is_alive()]

    def _keep(self, released: threading.Event) -> None:
        try:
            with self._inhibit():
                released.wait()
        except Exception as error:  # noqa: BLE001  # a computer that may sleep is no reason to end a training
            LOG.info("The computer cannot be kept awake: %s", error)


@contextmanager
def inhibited() -> Iterator[None]:
    """No sleep inside, by whatever way the system has; raises ActivationError where it has none."""
    from wakepy import keep  # takes a third of a second, and is seldom needed

    with keep.running(on_fail="error") as mode:
        LOG.info("The computer is kept awake by %s.", mode.method)
        yield
