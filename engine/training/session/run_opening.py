"""Opening a run folder for training: a new one, or one to go on with from its newest whole checkpoint."""

from __future__ import annotations

import time
from dataclasses import dataclass

from engine.errors import RunFolderError
from engine.events import OF_ITSELF, Noted, RateChanged, Resumed, Sink, rate_changes
from engine.files import discard_asides
from engine.project.project import Project
from engine.project.training.legs import Extend, Leg, first_leg, next_leg
from engine.runs.checkpoints import Checkpoint, Checkpoints, Position
from engine.runs.folder import RunFolder
from engine.runs.logs import logged_steps, read_events
from engine.training.course.time_limit import seconds_of
from engine.training.recording.keeping import discard_after
from engine.training.recording.recorder import Recorder
from engine.typed.document import changed


@dataclass(frozen=True)
class Standing:
    """Where a run can go on: its newest whole checkpoint, None where none was ever written, and damaged newer ones.

    `begun` is the project that it began with, `later` are the legs since. With `had_ended` it had come to an end that
    its recipe gives it, and somebody wants to go on with it. `changes` are those of its rate by hand until there.
    """

    checkpoint: Checkpoint | None = None
    skipped: tuple[str, ...] = ()
    begun: Project | None = None
    later: tuple[Leg, ...] = ()
    had_ended: bool = False
    changes: tuple[RateChanged, ...] = ()

    @property
    def position(self) -> Position:
        """The checkpoint's, or the very beginning."""
        return self.checkpoint.position if self.checkpoint else Position(0, 0)


def begin(folder: RunFolder, sink: Sink) -> tuple[Recorder, Standing]:
    """The recorder of a new run, and where it stands: at its beginning, with the weights that lie there if any do.

    Raises RunFolderError when it was begun before, or a fork lacks the weights that it was to begin with.
    """
    first, _ = Checkpoints(folder.checkpoints).newest(at_most=0)
    if first is None and folder.parent_file.exists():
        raise RunFolderError("The weights that the run was to begin with are not whole.", "Fork it again.")
    log = folder.events_file
    if log.exists() and log.stat().st_size > (first.position.events if first else -1):
        raise RunFolderError(f"The run “{folder.id}” was begun before.", "Resume it, or train its project afresh.")
    recorder = Recorder(folder, sink, first.position.events if first else 0)
    for event in read_events(log):
        recorder.tell(event)
    return recorder, Standing(first)


def standing(folder: RunFolder, project: Project) -> Standing:
    """Where a run stands; nothing in it is touched.

    Raises RunFolderError when the project is another one, when no checkpoint is whole, or a fork has none.
    """
    begun, later = folder.project(), folder.later_legs()
    refuse_another(begun, project)
    found, skipped = Checkpoints(folder.checkpoints).newest(at_most=logged_steps(folder.steps_file))
    if found is None and skipped:
        raise RunFolderError(f"No checkpoint of the run is whole ({skipped[0]}).", "Train its project afresh.")
    if found is None and folder.parent_file.exists():
        what = "The weights of another run, with which the run was to begin, are not there."
        raise RunFolderError(what, "Fork it again.")
    result = folder.result()
    had_ended = result is not None and result.stopped_by in OF_ITSELF
    return Standing(found, skipped, begun, later, had_ended, _changes(folder, found))


def _changes(folder: RunFolder, checkpoint: Checkpoint | None) -> tuple[RateChanged, ...]:
    """What the log holds up to the checkpoint; a change is in it before it is in a checkpoint."""
    step = checkpoint.position.step if checkpoint else 0
    return tuple(change for change in rate_changes(read_events(folder.events_file)) if change.step <= step)


def legs_of(stands: Standing, project: Project, steps_per_epoch: int, extend: Extend) -> tuple[tuple[Leg, ...], bool]:
    """All legs of a run that goes on with a project, and whether the last of them is a new one."""
    known = (first_leg(stands.begun or project, steps_per_epoch), *stands.later)
    if project.training.budget == known[-1].project.training.budget:
        return known, False
    return (*known, next_leg(known, project, steps_per_epoch, extend, stands.changes)), True


def go_on(folder: RunFolder, stands: Standing, sink: Sink, difference: str = "") -> Recorder:
    """The recorder of a run that is cut back to where it stands; raises OSError.

    `difference` says in a sentence what is not as it was, so that the run will not be bit-equal to an unbroken one.
    """
    position = stands.position
    folder.result_file.unlink(missing_ok=True)
    discard_asides(folder.path)
    Checkpoints(folder.checkpoints).discard_after(position.step)
    discard_after(folder, position.step)
    recorder = Recorder(folder, sink, position.events, position.step)
    equal = recorder.bit_equal and not difference
    taken = seconds_of(recorder.records()) + recorder.evaluation_seconds
    recorder.log(Resumed(folder.id, time.time(), position.step, stands.skipped, equal, recorder.passed_over, taken))
    if difference:
        recorder.log(Noted(folder.id, time.time(), difference))
    return recorder


def refuse_another(stored: Project, project: Project) -> None:
    """Raises RunFolderError: a run keeps its project but for the budget, the title and the notes."""
    training = changed(stored.training, budget=project.training.budget)
    if (stored.network, stored.data, training) != (project.network, project.data, project.training):
        raise RunFolderError(
            "The run was made with another network, other data or other training settings.",
            "Only its budget may change.",
        )
