"""Run folder: where the runs that the window knows are kept.

One that was opened says so itself, as others may be called alike; of one that was begun here the engine knows it.
"""

from __future__ import annotations

from pathlib import Path

from engine.service.service import Service
from gui.state.run.run import Run, RunState


def folder_of(run: Run, service: Service) -> Path:
    """Where a run is kept."""
    return run.folder or service.folder(run.id)


def folder_called(run: str, runs: RunState, service: Service) -> Path:
    """The same of a run by its id, whichever is shown by now."""
    current = runs.current
    return folder_of(current, service) if current is not None and current.id == run else service.folder(run)


def current_folder(runs: RunState, service: Service) -> Path | None:
    """Of the run that trains, or is shown."""
    return None if runs.current is None else folder_of(runs.current, service)
