"""News of a queue that is worked through: a line when a run begins, and when it ends."""

from __future__ import annotations

from engine.command.arguments import say
from engine.figures import percent
from engine.queue.entry import Entry, EntryState
from engine.queue.queue import Queue
from engine.queue.view import EntryView, QueueViews

ENDS: dict[EntryState, str] = {
    "done": "done",
    "failed": "failed",
    "cancelled": "cancelled",
    "waiting": "stopped, to go on later",
}


class QueueNews:
    """Tells on standard error what became of entries since it last looked; of what stands there at first, nothing.

    No run is looked into but one that has just ended.
    """

    def __init__(self, queue: Queue) -> None:
        self._queue, self._views = queue, QueueViews(queue)
        self._known = self._states()

    def tell(self) -> None:
        """What is new."""
        before, self._known = self._known, self._states()
        for entry in self._queue.read().entries:
            if entry.state != before.get(entry.id, "waiting"):
                say(_line(self._views.of(entry, held=False)))

    def _states(self) -> dict[str, EntryState]:
        return {one.id: one.state for one in self._queue.read().entries}


def _line(one: EntryView) -> str:
    """“LeNet-5 on digits”, seed 3, trains."""
    if one.entry.state == "running":
        return f"{_name(one.entry)}, trains."
    right = f", {percent(one.accuracy)} of the test images right" if one.accuracy is not None else ""
    why = f" {one.entry.why}" if one.entry.why else ""
    return f"{_name(one.entry)}: {ENDS[one.entry.state]}{right}.{why}"


def _name(entry: Entry) -> str:
    return f"“{entry.title}”, seed {entry.seed}"
