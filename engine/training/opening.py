"""Opening a run folder for training: a new one, or one to go on with from its newest whole checkpoint."""

from __future__ import annotations

import time

from engine.errors import RunFolderError
from engine.events import Resumed, Sink
from engine.project import Project, save_project
from engine.training.checkpoint import Checkpoint, Checkpoints, Position
from engine.training.log import read_steps
from engine.training.recorder import Recorder
from engine.training.run import RunFolder
from engine.training.snapshots import Snapshots
from engine.typed import changed


def begin(folder: RunFolder, sink: Sink) -> Recorder:
    """The recorder of a new run; raises RunFolderError when it was begun before."""
    if folder.events_file.exists():
        raise RunFolderError(f"The run “{folder.id}” was begun before.", "Resume it, or train its project afresh.")
    return Recorder(folder, sink)


def go_on(folder: RunFolder, project: Project, sink: Sink) -> tuple[Recorder, Checkpoint | None]:
    """The recorder of a run, cut back to the newest whole checkpoint, and that; None where none was ever written.

    Raises RunFolderError when the project is another one, or when no checkpoint is whole.
    """
    _take_budget(folder, project)
    checkpoints = Checkpoints(folder.checkpoints)
    found, skipped = checkpoints.newest(at_most=len(read_steps(folder.steps_file)))
    if found is None and skipped:
        raise RunFolderError(f"No checkpoint of the run is whole ({skipped[0]}).", "Train its project afresh.")
    position = found.position if found else Position(0, 0)
    folder.result_file.unlink(missing_ok=True)
    checkpoints.discard_after(position.step)
    Snapshots(folder.snapshots).discard_after(position.step)
    recorder = Recorder(folder, sink, position.events, position.step)
    recorder.log(Resumed(folder.id, time.time(), position.step, skipped))
    return recorder, found


def _take_budget(folder: RunFolder, project: Project) -> None:
    """A run keeps its project but for the budget, the title and the notes."""
    stored = folder.project()
    budget = changed(stored.training, budget=project.training.budget)
    if changed(stored, training=budget, title=project.title, notes=project.notes) != project:
        raise RunFolderError(
            "The run was made with another network, other data or another recipe.", "Only its budget may change."
        )
    if stored != project:
        save_project(project, folder.project_file)
