"""Questions about own drawings: those of a project's classes, which a person kept with their right class.

What changes them is done in order, on one channel; each of these answers with what lies there then.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from engine.project.project import Project
from engine.service.answers import ImageRef
from engine.service.drawings.drawing_answers import Learned, OpenedDrawing, TriedDrawings
from engine.service.question import Question

CHANGING = "own drawings"


class TryDrawings(Question[TriedDrawings], frozen=True):
    """The own drawings of a project's classes, and what the shown model, as it is muted, takes them for.

    Of other classes it is not asked. DataError where it needs images to prepare them, and these are missing.
    """

    channel = "try drawings"
    long = True
    project: Project


class KeepDrawing(Question[Path], frozen=True):
    """Keep an image as an example of a class, by its label; the file. One that is kept already moves to that class.

    An image of the data is that of the project, or of `run`, the folder of the run that it came from. DataError where
    it cannot be had, nothing is drawn, or nothing can be written.
    """

    channel = CHANGING
    long = True
    in_order = True
    project: Project
    run: Path | None
    image: ImageRef
    label: int


class OpenDrawing(Question[OpenedDrawing], frozen=True):
    """A kept drawing as it was when it was kept. ImageError for one that cannot be read."""

    channel = "open drawing"
    long = True
    path: Path


class MoveDrawing(Question[Path], frozen=True):
    """A kept drawing is of another class; where it lies then. DataError."""

    channel = CHANGING
    long = True
    in_order = True
    project: Project
    path: Path
    label: int


class TakeOutDrawing(Question[Path], frozen=True):
    """Put a kept drawing away; where it lies then, for PutBackDrawing. DataError."""

    channel = CHANGING
    long = True
    in_order = True
    project: Project
    path: Path


class PutBackDrawing(Question[Path], frozen=True):
    """One that was put away counts again; where it lies then. DataError."""

    channel = CHANGING
    long = True
    in_order = True
    project: Project
    path: Path


class ExportDrawings(Question[int], frozen=True):
    """Write them as an archive of class folders to a file; how many they are. DataError."""

    channel = CHANGING
    long = True
    in_order = True
    project: Project
    path: Path


class CompareLearned(Question[Learned], frozen=True):
    """What a run that went on with own drawings gained and forgot on the test images since the step it went on from.

    One test image may be left out, as it was learned from. DataError and RunFolderError where it cannot be known.
    """

    channel = "what was learned"
    long = True
    parent: Path
    parent_step: int
    run: Path
    step: int
    left_out: int | None = None


OfDrawings: TypeAlias = (
    TryDrawings
    | KeepDrawing
    | OpenDrawing
    | MoveDrawing
    | TakeOutDrawing
    | PutBackDrawing
    | ExportDrawings
    | CompareLearned
)
