"""Taking: how a long task takes what it needs of the shown model: on the thread that owns it, at once and whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from engine.service.long_tasks import Task

if TYPE_CHECKING:
    from engine.service.model.showing import Showing

T = TypeVar("T")


class Taking(Protocol):
    """`Looking.taken`, which reads images that are not in memory first."""

    def __call__(self, take: Callable[[Showing], T], task: Task, /) -> T:
        """What `take` gives of what is shown when all that was asked until now is answered. Raises what that raises."""
