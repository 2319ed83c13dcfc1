"""Outcome: what becomes of an entry whose process has ended; pure."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec import structs

from engine.events import OF_ITSELF, StoppedBy
from engine.queue.entry import Entry

MOST_DEATHS = 3  # without any progress between
SILENT = f"Its process ended {MOST_DEATHS} times without a word. It may have run out of memory."
REMOVED = "Its run was removed while it was trained."


@dataclass(frozen=True)
class Left:
    """What a process left: its run and why that ended (None where nothing says so), and the last words it said.

    `there` is false where the run's folder is gone. `refused` where it could not begin, or failed. `kept` is the step
    of the newest weights.
    """

    run: str = ""
    there: bool = True
    stopped_by: StoppedBy | None = None
    refused: bool = False
    words: str = ""
    kept: int = 0


def settled(entry: Entry, left: Left) -> Entry:
    """The entry as it stands now that its process has ended. One that made no step leaves no run, and begins anew.

    What a person has paused stays so as long as anything is left to do.
    """
    after = _settled(entry, left)
    return structs.replace(after, paused=False) if after.ended else after


def _settled(entry: Entry, left: Left) -> Entry:
    removed = bool(entry.run) and not left.there and (left.refused or entry.kept > 0)
    told = entry.told
    entry = structs.replace(entry, run=(left.run or entry.run) if left.there else "", told=False)
    if left.there and left.stopped_by in OF_ITSELF:
        return structs.replace(entry, state="done", deaths=0)
    if entry.cancelled:
        return structs.replace(entry, state="cancelled")
    if told or left.stopped_by == "interrupt":
        return structs.replace(entry, state="waiting", deaths=0, kept=left.kept)
    if left.stopped_by == "user":  # somebody stopped the run
        return structs.replace(entry, state="cancelled")
    if removed:
        return _failed(entry, REMOVED)
    if left.stopped_by == "failure" or left.refused:
        return _failed(entry, left.words or "It failed.")
    return _died(entry, left.kept)


def _failed(entry: Entry, why: str) -> Entry:
    return structs.replace(entry, state="failed", why=why)


def _died(entry: Entry, kept: int) -> Entry:
    """It goes on from the weights that were kept, unless it dies again and again before it keeps any."""
    deaths = 1 if kept > entry.kept else entry.deaths + (entry.process is not None)  # else none was ever seen
    if deaths >= MOST_DEATHS:
        return _failed(entry, SILENT)
    return structs.replace(entry, state="waiting", deaths=deaths, kept=kept)
