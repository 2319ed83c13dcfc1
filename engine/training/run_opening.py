"""Opening a run folder for training: a new one, or one to go on with from its newest whole checkpoint."""

from __future__ import annotations

import time
from dataclasses import dataclass

from engine.errors import RunFolderError
from engine.events import Resumed, Sink
from engine.files import discard_asides
from engine.project.project import Project, save_project
from engine.runs.checkpoints import Checkpoint, Checkpoints, Position
from engine.runs.folder import RunFolder
from engine.runs.logs import read_steps
from engine.runs.snapshots import Snapshots
from engine.training.recorder import Recorder
from engine.typed.document import changed


@dataclass(frozen=True)
class Standing:
    """Where a run can go on: its newest whole checkpoint, None where none was ever written, and damaged newer ones."""

    checkpoint: Checkpoint | None = None
    skipped: tuple[str, ...] = ()

    @property
    def position(self) -> Position:
        """The checkpoint's, or the very beginning."""
        return self.checkpoint.position if self.checkpoint else Position(0, 0)


def begin(folder: RunFolder, sink: Sink) -> Recorder:
    """The recorder of a new run; raises RunFolderError when it was begun before."""
    if folder.events_file.exists():
        raise RunFolderError(f"The run “{folder.id}” was begun before.", "Resume it, or train its project afresh.")
    return Recorder(folder, sink)


def standing(folder: RunFolder, project: Project) -> Standing:
    """Where a run stands; nothing in it is touched.

    Raises RunFolderError when the project is another one, or when no checkpoint is whole.
    """
    _refuse_another(folder.project(), project)
    found, skipped = Checkpoints(folder.checkpoints).newest(at_most=len(read_steps(folder.steps_file)))
    if found is None and skipped:
        raise RunFolderError(f"No checkpoint of the run is whole ({skipped[0]}).", "Train its project afresh.")
    return Standing(found, skipped)


def go_on(folder: RunFolder, project: Project, stands: Standing, sink: Sink) -> Recorder:
    """The recorder of a run that is cut back to where it stands and takes on the project's budget; raises OSError."""
    position = stands.position
    if folder.project() != project:
        save_project(project, folder.project_file)
    folder.result_file.unlink(missing_ok=True)
    discard_asides(folder.path)
    Checkpoints(folder.checkpoints).discard_after(position.step)
    Snapshots(folder.snapshots).discard_after(position.step)
    recorder = Recorder(folder, sink, position.events, position.step)
    recorder.log(Resumed(folder.id, time.time(), position.step, stands.skipped))
    return recorder


def _refuse_another(stored: Project, project: Project) -> None:
    """A run keeps its project but for the budget, the title and the notes."""
    budget = changed(stored.training, budget=project.training.budget)
    if changed(stored, training=budget, title=project.title, notes=project.notes) != project:
        raise RunFolderError(
            "The run was made with another network, other data or another recipe.", "Only its budget may change."
        )
