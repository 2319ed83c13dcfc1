"""Kept runs: the list of them, and what a person does with their folders: name, remove, bring back, make lighter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias, TypeVar, assert_never

from engine.errors import LayerscopeError, RunFolderError
from engine.runs.collection.disk_use import DiskMeasure, DiskUse
from engine.runs.collection.label import LabelChange, StepNote, write_label, write_step_note
from engine.runs.collection.last_run import last_run_of
from engine.runs.collection.lightening import lighten
from engine.runs.collection.run_list import listing
from engine.runs.collection.trash import Removed, Trash
from engine.runs.collection.unstarted import discard_if_dead
from engine.runs.family.families import Families
from engine.runs.folder import PROJECT_NAME, RunFolder, in_words
from engine.service import questions as q
from engine.service.answers import ListedRuns, Moved
from engine.service.long_tasks import Task

T = TypeVar("T")
S = TypeVar("S")
Trains: TypeAlias = Callable[[str], bool]  # whether this process trains the run of an id

TOLD_EVERY = 50  # runs


class KeptRuns:
    """The runs in one folder. What is asked on one channel is done one after the other."""

    def __init__(self, folder: Path, trains: Trains) -> None:
        self.folder = folder
        self._trains = trains
        self._trash = Trash(folder)
        self._measure = DiskMeasure(folder)
        self._sizes: Mapping[str, int] = {}

    def answer(self, question: q.OfKeptRuns, task: Task) -> object:
        """What each question of them comes to; raises what is wrong in words, and Stopped."""
        match question:
            case q.ListRuns() | q.LookForRun() | q.FindLastRun() | q.MeasureRuns():
                return self._looked(question, task)
            case q.LabelRun(folder=folder, change=change):
                return self._label(folder, change)
            case q.NoteStep(folder=folder, note=note):
                return self._note(folder, note)
            case q.RemoveRuns(folders=folders):
                removed, refused = _each(folders, self._remove, partial(_tell, task, "Moving to the trash"))
                self._trash.sync()
                return Moved(tuple(removed), refused=refused)
            case q.BringBackRuns(removed=removed_before):
                tell = partial(_tell, task, "Bringing back")
                brought, refused = _each(removed_before, self._trash.bring_back, tell)
                self._trash.sync()
                left = tuple(one for one in removed_before if one.place.is_dir())
                return Moved(left, tuple(brought), refused)
            case q.EmptyTrash():
                return self._trash.empty(partial(_tell, task, "Emptying the trash"))
            case q.LightenRuns(folders=folders):
                lighter, refused = _each(folders, self._lighten, partial(_tell, task, "Making lighter"))
                return Moved(folders=tuple(lighter), refused=refused)
            case _:
                assert_never(question)

    def _looked(self, question: q.ListRuns | q.LookForRun | q.FindLastRun | q.MeasureRuns, task: Task) -> object:
        """What there is; nothing is done to it."""
        match question:
            case q.ListRuns():
                return self._list()
            case q.LookForRun(folder=folder):
                return _is_there(folder)
            case q.FindLastRun(project=project):
                return last_run_of(project, self.folder, task.go_on)
            case q.MeasureRuns():
                return self._measured(task)
            case _:
                assert_never(question)

    def _list(self) -> ListedRuns:
        found = listing(self.folder, self._sizes)
        for folder in found.unstarted:
            if not self._trains(folder.name):
                discard_if_dead(RunFolder(folder))
        return ListedRuns(found.runs, Families(found.runs))

    def _label(self, folder: Path, change: LabelChange) -> str:
        run = RunFolder.open(folder)
        with in_words(run.path):
            write_label(run.label_file, change)
        return run.project().title

    def _note(self, folder: Path, note: StepNote) -> tuple[StepNote, ...]:
        run = RunFolder.open(folder)
        with in_words(run.path):
            return write_step_note(run.label_file, note).at_steps

    def _remove(self, folder: Path) -> Removed:
        self._refuse_training(folder)
        return self._trash.take(folder)

    def _lighten(self, folder: Path) -> Path:
        self._refuse_training(folder)
        lighten(folder)
        return folder

    def _refuse_training(self, folder: Path) -> None:
        """The run of this process is known before its lock is."""
        if self._trains(folder.name):
            raise RunFolderError("A run that trains stays where it is.", "Stop it first.")

    def _measured(self, task: Task) -> DiskUse:
        def tell(done: int, total: int) -> None:
            task.go_on()
            _tell(task, "Measuring runs", done, total)

        use = self._measure.measure(tell)
        self._sizes = use.runs
        return use


def _is_there(folder: Path) -> bool:
    """Whether what ran is there; where the folder cannot be reached nothing is."""
    try:
        return (folder / PROJECT_NAME).is_file()
    except OSError:
        return False


def _each(
    things: Sequence[S], do: Callable[[S], T], tell: Callable[[int, int], None]
) -> tuple[list[T], tuple[LayerscopeError, ...]]:
    """What came of those that could be done, and why the others could not; `tell(done, of)`."""
    done: list[T] = []
    refused: list[LayerscopeError] = []
    for number, thing in enumerate(things):
        if number:  # one alone is done in a moment
            tell(number, len(things))
        try:
            done.append(do(thing))
        except LayerscopeError as error:
            refused.append(error)
    return done, tuple(refused)


def _tell(task: Task, doing: str, done: int, total: int) -> None:
    if done % TOLD_EVERY == 0:
        task.tell(doing, done, total, "runs")
