"""Questions about files that hold a project with its model."""

from __future__ import annotations

from pathlib import Path

from engine.project.project import Project
from engine.service.answers import Shown
from engine.service.question import Question


class ReadModelFile(Question[Project], frozen=True):
    """The project of a file that also holds its weights."""

    channel = "open"
    long = True
    path: Path


class ShowModelFile(Question[Shown], frozen=True):
    """Show the weights of a file that holds a project with its model."""

    channel = "model"
    long = True
    path: Path


class SaveWithModel(Question[Path], frozen=True):
    """Write project, shown weights and a picture (PNG) into one file. InputError where they do not belong together."""

    channel = "save"
    long = True
    in_order = True
    project: Project
    path: Path
    thumbnail: bytes
