"""Runs that never made a step: they hold nothing that anybody could want, so none is kept."""

from __future__ import annotations

from engine.errors import RunFolderError
from engine.files import discard_folder
from engine.runs.folder import RunFolder
from engine.runs.kept.kept_steps import kept_steps
from engine.runs.lock.lock import Lock
from engine.runs.logs import logged_steps


def made_no_step(folder: RunFolder) -> bool:
    """Whether a run holds no step, no later weights than its first, and no evaluation; False where nobody can tell."""
    try:
        return not (
            logged_steps(folder.steps_file)
            or any(kept_steps(str(folder.path)))
            or any(folder.predictions.glob("*.bin"))
        )
    except (OSError, RunFolderError):
        return False


def discard_if_dead(folder: RunFolder) -> None:
    """Takes away a run without a step that somebody began and left; one that nobody has begun yet may still begin."""
    if not folder.lock_file.exists():
        return
    lock = Lock(folder.lock_file)
    try:
        lock.acquire()
    except RunFolderError:
        return
    if made_no_step(folder):
        discard_folder(folder.path)
    lock.release()
