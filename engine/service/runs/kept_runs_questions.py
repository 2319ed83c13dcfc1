"""Questions about the runs that are kept in a folder: what there is, and what is done with their folders."""

from __future__ import annotations

from pathlib import Path
from typing import Generic, TypeAlias

from engine.project.project import Project
from engine.runs.collection.label import LabelChange, StepNote
from engine.service.answers import DiskUse, ListedRuns, Moved, Removed, RunSummary
from engine.service.question import Answer, Question


class ListRuns(Question[ListedRuns], frozen=True):
    """Every run, newest first; what a killed process left without a step is taken away."""

    channel = "runs"
    long = True


class LookForRun(Question[bool], frozen=True):
    """Whether the folder of a run can be seen where it was: others move and delete folders, too."""

    folder: Path

    channel = "run's folder"
    long = True


class FindLastRun(Question[RunSummary | None], frozen=True):
    """The newest run that trained the network of a project on its data; None where there is none."""

    channel = "last run"
    long = True
    project: Project


class OfFolders(Question[Answer], Generic[Answer], frozen=True):
    """Base of what is done with the folders of kept runs: one after the other, and nothing is passed over."""

    channel = "runs' folders"
    long = True
    in_order = True


class LabelRun(OfFolders[str], frozen=True):
    """Change what a person says of a run: its title ("": that of its project), note, tags, and whether it is pinned.

    The answer is what it is called.
    """

    folder: Path
    change: LabelChange


class NoteStep(OfFolders[tuple[StepNote, ...]], frozen=True):
    """Put a note at a step of a run; one without words takes away what stands there. The answer are all its notes."""

    folder: Path
    note: StepNote


class RemoveRuns(OfFolders[Moved], frozen=True):
    """Move runs to the trash; those that train, or cannot be moved, stay and are told."""

    folders: tuple[Path, ...]


class BringBackRuns(OfFolders[Moved], frozen=True):
    """Bring removed runs back from the trash."""

    removed: tuple[Removed, ...]


class EmptyTrash(OfFolders[int], frozen=True):
    """Let go of all removed runs for good; the answer is how many."""


class LightenRuns(OfFolders[Moved], frozen=True):
    """Let go of what runs kept along the way, but for what they open with and go on from."""

    folders: tuple[Path, ...]


class MeasureRuns(Question[DiskUse], frozen=True):
    """How much disk the runs take, and the trash; tells Progress in runs. From then on a list of runs has their sizes.

    One that has ended is measured once.
    """

    channel = "disk"
    long = True


OfKeptRuns: TypeAlias = (
    ListRuns
    | LookForRun
    | FindLastRun
    | LabelRun
    | NoteStep
    | RemoveRuns
    | BringBackRuns
    | EmptyTrash
    | LightenRuns
    | MeasureRuns
)
