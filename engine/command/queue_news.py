"""News of a queue that is worked through: a line when a run begins, pauses or ends, and when something hinders it."""

from __future__ import annotations

from collections.abc import Sequence

from engine.command.arguments import say
from engine.figures import percent
from engine.queue.entry import Entry, EntryState
from engine.queue.queue import Queue
from engine.queue.view import QueueViews

ENDS: dict[EntryState, str] = {"done": "done", "failed": "failed", "cancelled": "cancelled"}


class QueueNews:
    """Tells on standard error what became of entries since it last looked; of what stands there at first, nothing.

    No run is looked into but one that has just ended.
    """

    def __init__(self, queue: Queue) -> None:
        self._queue, self._views = queue, QueueViews(queue)
        self._known = {one.id: one for one in queue.read().entries}
        self._waits = ""

    def tell(self) -> None:
        """What is new."""
        now, before, waits = self._queue.read(), self._known, self._waits
        self._known, self._waits = {one.id: one for one in now.entries}, now.waits
        for entry in now.entries:
            if news := self._news(before.get(entry.id), entry):
                say(f"{self._called(entry, now.entries)}, seed {entry.seed}{news}")
        if now.waits not in ("", waits):
            say(now.waits)

    def _called(self, entry: Entry, entries: Sequence[Entry]) -> str:
        """Its title, and its recipe where others of that title have another."""
        recipes = {self._views.recipe(one) for one in entries if one.title == entry.title} - {""}
        recipe = self._views.recipe(entry) if len(recipes) > 1 else ""
        return " · ".join(filter(None, (f"“{entry.title}”", recipe)))

    def _news(self, before: Entry | None, now: Entry) -> str:
        """Such as ", trains."; empty where it stands as before."""
        was: EntryState = "waiting" if before is None else before.state
        match now.state:
            case "running":
                return _of_training(before, now)
            case "waiting":
                return "" if before is None or was == "waiting" else f": {_waits_again(before, now)}."
            case _:
                return "" if now.state == was else self._ended(now)

    def _ended(self, entry: Entry) -> str:
        """: done, 91.40 % of the test images right."""
        accuracy = self._views.of(entry, held=False).accuracy
        right = f", {percent(accuracy)} of the test images right" if accuracy is not None else ""
        why = f" {entry.why}" if entry.why else ""
        return f": {ENDS[entry.state]}{right}.{why}"


def _of_training(before: Entry | None, now: Entry) -> str:
    if before is None or before.state != "running":
        return ", trains."
    return "" if before.paused == now.paused else ": paused." if now.paused else ": goes on."


def _waits_again(before: Entry, now: Entry) -> str:
    """Why one waits that trained, or had ended."""
    if before.ended:
        return "is to be trained after all"
    if now.deaths:
        return f"its process ended; it {'stays paused' if now.paused else 'is tried again'}"
    return "stays paused" if now.paused else "stopped, to go on later"
