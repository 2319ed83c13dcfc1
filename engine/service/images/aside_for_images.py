"""Aside for images: questions of the moment that wait until images are read, and the reading of those."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

from engine.errors import Stopped
from engine.service.images.reading import read
from engine.service.long_tasks import LongTasks, Task
from engine.service.moments import Aside, Moments

if TYPE_CHECKING:
    from engine.data.store import DataStore
    from engine.service.model.not_read import NotRead

IMAGES = "images"  # the channel on which images are read for questions of the moment


@dataclass(frozen=True, eq=False)
class _Waiting:
    """A question that waits for images: its id, what is to be done, and what is missing."""

    request: int
    job: Callable[[], Any]
    missing: NotRead


class AsideForImages:
    """The newest question of each channel that waits for images. For the thread of the moments."""

    def __init__(self, moments: Moments, long_tasks: LongTasks) -> None:
        self._moments, self._long = moments, long_tasks
        self._waiting: dict[str, _Waiting] = {}
        self._reading: NotRead | None = None  # what is read for them

    def put(self, channel: str, request: int, job: Callable[[], Any], missing: NotRead, store: DataStore) -> None:
        """It is asked again once its images are read; a newer one on its channel takes its place meanwhile."""
        self._waiting[channel] = _Waiting(request, job, missing)
        if self._reading is None or not self._reading.same(missing):  # one that goes on is not begun anew
            self._reading = missing
            self._long.ask(IMAGES, partial(self._read, store, missing), request, in_order=False)

    def _read(self, store: DataStore, missing: NotRead, task: Task) -> None:
        """Reads images, then asks again what waits for them, or says to all of it why there are none."""
        failure: Exception | None = None
        try:
            read(store, missing.settings, missing.root, task)
        except Stopped:
            raise
        except Exception as error:  # noqa: BLE001  # whoever asked shows it
            failure = error
        self._moments.call(lambda: self._ask_again(missing, failure))
        raise Aside

    def _ask_again(self, read: NotRead, failure: Exception | None) -> None:
        """What waits is asked again; where these images failed, those that wait for them learn why."""
        if self._reading is read:
            self._reading = None
        waiting, self._waiting = self._waiting, {}
        for channel, one in waiting.items():
            job = partial(_raise, failure) if failure is not None and one.missing.same(read) else one.job
            self._moments.ask(channel, job, one.request)


def _raise(error: Exception) -> NoReturn:
    raise error
