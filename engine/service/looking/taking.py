"""Taking: how a long task takes what it needs of the shown model: on the thread that owns it, at once and whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from engine.data.store import DataStore
from engine.machine.memory import needed_bytes
from engine.machine.reservations import LOOKS
from engine.service.images.reading import read
from engine.service.long_tasks import Task
from engine.service.model.not_read import NotRead
from engine.service.moments import Moments

if TYPE_CHECKING:
    from engine.service.model.showing import Showing

T = TypeVar("T")


class Taking:
    """Asks the moments' thread, which alone may call `showing`; reads images that are not in memory first."""

    def __init__(self, store: DataStore, moments: Moments, showing: Callable[[], Showing]) -> None:
        self._store, self._moments, self._showing = store, moments, showing

    def taken(self, take: Callable[[Showing], T], task: Task) -> T:
        """What `take` gives of what is shown when all that was asked until now is answered. Raises what that raises."""
        return self._once_read(lambda: self._called(take, task), task)

    def copied(self, take: Callable[[Showing], T], task: Task, unit: str = "") -> T:
        """The same where that is a copy of the network, or one is made of it.

        Several looks are under way at a time: it waits until there is memory for another one, which is held until the
        task lets go. That it waits is told where a `unit` says what it counts. Raises DeviceError where there will be
        none.
        """

        def beside_others() -> T:
            self._hold_room(task, unit)
            return self._called(take, task)

        return self._once_read(beside_others, task)

    def _once_read(self, call: Callable[[], T], task: Task) -> T:
        while True:
            task.go_on()
            try:
                return call()
            except NotRead as missing:
                task.let_go()
                read(self._store, missing.settings, missing.root, task)

    def _called(self, take: Callable[[Showing], T], task: Task) -> T:
        def counted() -> T:
            with task.counted():
                return take(self._showing())

        return self._moments.call(counted)

    def _hold_room(self, task: Task, unit: str) -> None:
        """For a copy of what is shown, and for what that makes of an image."""
        sizes = self._moments.call(lambda: self._showing().sizes)
        if sizes is not None:
            needed, wait = needed_bytes(sizes, 1, 0), lambda: task.wait_for_memory(unit)
            task.hold(LOOKS.hold(needed, "To look into this network", wait))
