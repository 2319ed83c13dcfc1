"""Tested images: whether two runs were tested on the same ones, without which nothing is compared image by image."""

from __future__ import annotations

from engine.errors import NotTested, RunFolderError
from engine.project.project import called
from engine.project.same_images import images_of, same_images
from engine.runs.kept.predictions import Predicted
from engine.runs.reader import RunReader

OTHERS = "They were tested on other images."
UNKNOWN = "Which images they were tested on is not known."


def refuse_other_images(first: RunReader, other: RunReader) -> None:
    """Raises RunFolderError where the two are not known to have been tested on the same images.

    Settings that read alike do not tell it: other images may have lain in the same place.
    """
    projects = first.folder.latest_project(), other.folder.latest_project()
    if not same_images(*projects, "test"):
        raise RunFolderError(OTHERS)
    if not all(images_of(project).checksum for project in projects):
        raise RunFolderError(UNKNOWN)


def newest_test(reader: RunReader, name: str = "") -> tuple[int, Predicted]:
    """The step of the newest test whose predictions are kept, and what it found for each image (images,).

    Raises NotTested, by a `name` or the run's title, where none is kept, and RunFolderError where it cannot be read.
    """
    steps = reader.evaluated_steps("test")
    if not steps:
        called_so = name or f"“{called(reader.folder.latest_project().title)}”"
        if any(one.split == "test" for one in reader.evaluations()):
            raise NotTested(f"{called_so} keeps nothing of what a test found for each image.", "Test it again.")
        raise NotTested(f"{called_so} was not tested yet.", "Test it now.")
    return steps[-1], reader.predictions("test", steps[-1])
