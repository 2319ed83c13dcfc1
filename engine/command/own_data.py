"""--data: a person's own images in place of those that a project names; and how bringing them in is told."""

from __future__ import annotations

import argparse
from pathlib import Path

from engine.command.arguments import a_path
from engine.command.telling.reading_told import ReadingTold
from engine.command.training.interruption import Interruption
from engine.data.importing.bringing_in import brought_in
from engine.data.importing.brought import Brought, Wish, wish_like
from engine.errors import InputError, Stopped
from engine.project.data.own_images import AnyOwnImages, OwnImages
from engine.project.project import Project
from engine.project.proposal import on_images
from engine.text import one_line
from engine.typed.document import changed

LONGEST_TITLE = 200


def add_data(parser: argparse.ArgumentParser, instead: str = "those of the project") -> None:
    """--data, for what reads images."""
    parser.add_argument(
        "--data",
        type=a_path,
        metavar="PATH",
        help=f"your own images instead of {instead}: a folder of class folders, a table or a NumPy archive",
    )


def told(path: Path, wish: Wish, *, least_classes: int = 2) -> Brought:
    """Brings images in and says how far it is; raises KeyboardInterrupt where a signal came, and then nothing is left.

    Its remarks are left to whoever says something of the images.
    """
    with Interruption() as interruption, ReadingTold(f"Reading {one_line(path.name)}") as progress:
        try:
            return brought_in(path, wish, progress, lambda: interruption.asked, least_classes=least_classes)
        except Stopped:
            raise KeyboardInterrupt from None


def with_data(project: Project, path: Path | None) -> tuple[Project, tuple[str, ...]]:
    """The project on the images at a path, and what a person should know of them; without a path as it is.

    They are read as its own images are where it has such; else their shape is suggested by what they are, and the
    stack follows.
    """
    if path is None:
        return project, ()
    brought = told(path, _wish_of(project))
    on_these = on_images(project, brought.source, brought.mean, brought.deviation)
    return changed(on_these, title=_title(project, brought.source)), (*brought.remarks, size_told(brought.source))


def _title(project: Project, source: AnyOwnImages) -> str:
    """“LeNet-5 on digits” is no name for what learns from photographs."""
    if project.data.source.name == source.name:
        return project.title
    return f"{project.title.rpartition(' on ')[0] or project.title} on {source.name}"[:LONGEST_TITLE]


def size_told(source: AnyOwnImages) -> str:
    """What becomes of each image, in a sentence."""
    reading = source.reading
    return f"Each becomes {reading.height}×{reading.width} pixels, {'in colour' if reading.colour else 'in grey'}."


def _wish_of(project: Project) -> Wish:
    """The reading and the test part of the project's own images; nothing of a published set."""
    source = project.data.source
    return wish_like(source) if isinstance(source, OwnImages) else Wish()


def refuse_both(arguments: argparse.Namespace) -> None:
    """Raises InputError where images are named in two ways."""
    if arguments.data is not None and arguments.data_dir is not None:
        raise InputError("--data and --data-dir exclude each other.", "--data names the images themselves.")
