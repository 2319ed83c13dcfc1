"""The run folder: everything that one training leaves on disk, by name.

RUNS/2026-11-21_174510_lenet-5_k3f/
  project.json  environment.json    exactly what ran, and on what; never rewritten
  legs/2.json                       each time it trained on: with which budget, at which rate, and on what
  events.jsonl  steps.bin           rare events; the figures of every step
  checkpoints/000938/               to go on from
  snapshots/  statistics/           weights along the way, to look at, and what they amount to
  predictions/000938-test.bin       what evaluations found for each image
  drawings.safetensors              own drawings, where it trains with some, as they were when it began
  parent.json                       of a fork: the run and the step that it began from
  began.json                        whether weights that it began with had learned something, where it drew none
  typed_in.json                     filters of its first weights that a person typed in, where there are some
  command                           a word for the run that trains: pause, resume, stop or evaluate
  label.json                        what a person calls the run, and a note; written by nobody else
  result.json  lock                 written last; who trains it now
"""

from __future__ import annotations

import errno
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from engine.errors import DiskFull, RunFolderError, RunGone
from engine.events import StoppedBy
from engine.figures import counted
from engine.files import FULL, discard_folder, sync_folder, write_aside
from engine.platform import HERE, Platform, absolute, runs_folder
from engine.project.project import Project, read_project, save_project, with_facts
from engine.project.training.legs import Leg
from engine.runs.collection.label import Label, read_label
from engine.runs.environment import Environment, read_environment
from engine.runs.legs import last_environment, read_legs
from engine.typed.document import changed, written
from engine.typed.versions import Format, Plain

if TYPE_CHECKING:
    from engine.runs.family.first_state import FirstState

PROJECT_NAME, RESULT_NAME, LABEL_NAME = "project.json", "result.json", "label.json"
EVENTS_NAME, PARENT_NAME, TYPED_IN_NAME = "events.jsonl", "parent.json", "typed_in.json"
KEPT_FOLDERS = ("checkpoints", "snapshots", "statistics", "predictions")  # what is kept along the way
DEEPEST = len("/checkpoints/.aside-0123456789abcdef-former/optimiser.safetensors")  # what a run adds to its own path


class Result(msgspec.Struct, frozen=True):
    """What a run came to; accuracies are fractions, figures that are no number are None."""

    run: str
    stopped_by: StoppedBy
    epochs: int
    steps: int
    seconds: float  # of the training steps
    images_per_second: float | None  # of the training steps
    train_loss: float | None  # of the last epoch, or what there was of it
    train_accuracy: float | None
    test_loss: float | None
    test_accuracy: float | None
    class_accuracy: tuple[float | None, ...] = ()  # on the test images, by class; () as in Evaluated
    averaged_test_loss: float | None = None  # of averaged weights; None where the recipe averages none
    averaged_test_accuracy: float | None = None
    rate_changes: int = 0  # how often its learning rate was changed by hand
    version: Literal[2] = 2


def _with_more_ends(raw: Plain) -> Plain:
    """Version 2: a run may end for other reasons than before; those of before are the same."""
    return raw


RESULT = Format("result", Result, (_with_more_ends,))


class RunFolder:
    """One run on disk, by its path; `id` is the folder's name."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.id = path.name
        self.project_file = path / PROJECT_NAME
        self.environment_file = path / "environment.json"
        self.legs = path / "legs"
        self.events_file = path / EVENTS_NAME
        self.steps_file = path / "steps.bin"
        self.checkpoints, self.snapshots, self.statistics, self.predictions = (path / name for name in KEPT_FOLDERS)
        self.parent_file = path / PARENT_NAME
        self.typed_in_file = path / TYPED_IN_NAME
        self.began_file = path / "began.json"
        self.drawings_file = path / "drawings.safetensors"
        self.command_file = path / "command"
        self.label_file = path / LABEL_NAME
        self.result_file = path / RESULT_NAME
        self.lock_file = path / "lock"

    @classmethod
    def create(
        cls, project: Project, runs: Path | None = None, run_id: str | None = None, first: FirstState | None = None
    ) -> RunFolder:
        """A new folder among `runs` (default: `runs_root()`), by a new id; raises RunFolderError in words.

        `first` is what it begins with in place of drawn weights.
        """
        runs = absolute(runs or runs_root())
        folder = cls(runs / (run_id or new_run_id(project.title)))
        if reason := HERE.against(folder.path, below=DEEPEST):
            raise RunFolderError(reason, "Choose another folder.")
        with in_words(runs):
            if (runs / PROJECT_NAME).exists():
                raise RunFolderError(f"“{runs}” is a run already.", "Name the folder that runs are to be kept in.")
            runs.mkdir(parents=True, exist_ok=True)
            folder.path.mkdir()
            try:
                folder._fill(project, first)
            except OSError:
                discard_folder(folder.path)
                raise
        return folder

    def _fill(self, project: Project, first: FirstState | None) -> None:
        """With the project at last, as that makes it a run."""
        self.checkpoints.mkdir()
        self.snapshots.mkdir()
        if first is not None:
            first.put(self)
        save_project(project, self.project_file)
        sync_folder(self.path.parent)

    @classmethod
    def open(cls, path: Path) -> RunFolder:
        """A run that is there; raises RunFolderError in words."""
        if not path.is_dir():
            raise RunGone(f"There is no run at “{path}”.", "Name the folder of a run.")
        folder = cls(path.resolve())
        if not folder.project_file.is_file():
            raise _no_run(path)
        return folder

    @classmethod
    def list(cls, runs: Path | None = None) -> list[RunFolder]:
        """The runs among `runs`, newest first; none where there is no such folder."""
        runs = runs or runs_root()
        if not runs.is_dir():
            return []
        found = [cls(path) for path in runs.iterdir() if (path / PROJECT_NAME).is_file()]
        return sorted(found, key=lambda run: run.id, reverse=True)

    def label(self) -> Label:
        """What a person calls it and remembers about it."""
        return read_label(self.label_file)

    def project(self) -> Project:
        """The project as the run was begun, by the run's name, with the facts of its data; raises ProjectError."""
        return self.as_here(read_project(self.project_file))

    def latest_project(self) -> Project:
        """The project as its last leg has it, with the budget that it trained on to; raises LayerscopeError."""
        begun, later = self.project(), self.later_legs()
        return later[-1].project if later else begun

    def later_legs(self) -> tuple[Leg, ...]:
        """What it was told each time it trained on; raises RunFolderError for what cannot be read."""
        return tuple(changed(leg, project=self.as_here(leg.project)) for leg in read_legs(self.legs))

    def as_here(self, project: Project) -> Project:
        """By the name that the run was given; with the facts as they were when it began, where that is known."""
        environment, title = read_environment(self.environment_file), self.label().title
        project = changed(project, title=title) if title else project
        return project if environment is None else with_facts(project, environment.data.facts_of(project.data.source))

    def latest_environment(self) -> Environment | None:
        """What its last leg was begun on; None where that was never written. Raises RunFolderError."""
        return last_environment(self.legs) or read_environment(self.environment_file)

    def result(self) -> Result | None:
        """What the run came to, or None while it is not finished; raises NewerVersion."""
        return RESULT.read_file(self.result_file)

    def write_result(self, result: Result) -> None:
        """Writes the result, the last of all files; raises OSError."""
        write_aside(self.result_file, written(result))


def _no_run(path: Path) -> RunFolderError:
    """Why a folder is no run; one that runs lie in is easily taken for one."""
    with suppress(OSError):
        if runs := RunFolder.list(path):
            others = "a run lies" if len(runs) == 1 else f"{counted(len(runs), 'run')} lie"
            return RunFolderError(f"“{path}” is not a run: {others} in it.", f"The newest is “{runs[0].path}”.")
    return RunFolderError(f"“{path}” is not a run: it has no project.json.", "Name the folder of a run.")


def runs_root() -> Path:
    """Where runs are kept unless told otherwise."""
    return runs_folder()


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turns what the system says about writing to `path` into a RunFolderError."""
    try:
        yield
    except OSError as error:
        raise written_error(error, path) from None


def written_error(error: OSError, path: Path, platform: Platform = HERE) -> RunFolderError:
    """The sentence for a write that failed."""
    if error.errno in FULL:
        return DiskFull(f"The disk of “{path}” is full.", "Free some space or choose another folder.")
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return RunFolderError(f"“{path}” cannot be written to.", platform.refused)
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return RunFolderError(f"“{path}” is not a folder.", "Choose a folder.")
    reason = (error.strerror or str(error)).lower()
    return RunFolderError(f"“{path}” cannot be written to ({reason}).", "Choose another folder.")


def new_run_id(title: str) -> str:
    """An id for a run that begins now: the moment, the project's title and three letters by chance."""
    moment = datetime.now().astimezone().strftime("%Y-%m-%d_%H%M%S")
    slug = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:40].strip("-") or "run"
    mark = "".join(random.choices("0123456789abcdefghijklmnopqrstuvwxyz", k=3))
    return f"{moment}_{slug}_{mark}"
