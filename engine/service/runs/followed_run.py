"""A followed run: what another process writes of it, read as long as its logs grow."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from engine.events import EpochDone, Evaluated
from engine.runs.folder import RunFolder
from engine.runs.logs import read_events, read_steps
from engine.runs.step_figures import steps_done
from engine.service.answers import RunNews

Stamp: TypeAlias = tuple[tuple[int, int], ...]  # size and time of the last change of each log


class FollowedRun:
    """Remembers how the logs of the run that was asked for last looked then."""

    def __init__(self) -> None:
        self._looked: tuple[Path, Stamp] | None = None

    def news(self, folder: Path, steps: int, told: int) -> RunNews | None:
        """Steps after so many and events from a step on; None where nothing was written since it was asked last.

        Raises RunFolderError, in words.
        """
        looked = (folder, stamp_of(folder))
        if looked == self._looked:
            return None
        run = RunFolder.open(folder)
        records = read_steps(run.steps_file, steps)
        events = [event for event in read_events(run.events_file) if isinstance(event, EpochDone | Evaluated)]
        further = tuple(event for event in events if event.step >= told)
        self._looked = looked
        return RunNews(run.id, steps_done(run.id, records), records["seconds"].copy(), further)


def stamp_of(folder: Path) -> Stamp:
    """Of what grows while a run trains; nothing where that cannot be looked at, which reading it says in words."""
    run = RunFolder(folder)
    return tuple(map(_size_and_time, (run.steps_file, run.events_file, run.legs)))


def _size_and_time(path: Path) -> tuple[int, int]:
    try:
        state = path.stat()
    except OSError:
        return 0, 0
    return state.st_size, state.st_mtime_ns
