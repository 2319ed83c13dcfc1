"""Publishing: copies of the weights for those who look on, seldom enough to cost the training next to nothing."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from torch import Tensor

from engine.model.net import Net
from engine.model.weights import copy_tensors
from engine.training.course.controls import Taker
from engine.training.course.voice import listener_failed

SECONDS = 0.2  # between two copies, at least
SHARE = 0.02  # of the time, at most


class Publisher:
    """Copies weights and buffers at a step boundary, once for all who ask.

    Each copy is new and never written again, as it becomes a Model; nobody has to give it back.
    """

    def __init__(self, net: Net) -> None:
        self._net = net
        self._next = 0.0
        self._last: tuple[int, dict[str, Tensor]] | None = None

    @property
    def ready(self) -> bool:
        """True when another copy keeps within the limits."""
        return time.perf_counter() >= self._next

    def give(self, takers: Sequence[Taker], step: int) -> None:
        """Hands every taker the tensors after `step`; they must return soon.

        Raises ListenerFailed when one raised, after all have been served.
        """
        tensors = self._copied(step) if takers else {}
        failures = [error for taker in takers if (error := _failure(taker, tensors, step))]
        if failures:
            raise listener_failed(failures[0]) from failures[0]

    def _copied(self, step: int) -> dict[str, Tensor]:
        if self._last is None or self._last[0] != step:
            begun = time.perf_counter()
            self._last = (step, copy_tensors(self._net))
            ended = time.perf_counter()
            self._next = ended + max(SECONDS, (ended - begun) / SHARE)
        return self._last[1]


def _failure(taker: Taker, tensors: Mapping[str, Tensor], step: int) -> BaseException | None:
    """Serves a taker; what it raised, if it did."""
    try:
        taker(tensors, step)
    except BaseException as error:  # noqa: BLE001  # one that fails must not keep the others waiting
        return error
    return None
