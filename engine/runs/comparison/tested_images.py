"""Tested images: whether two runs were tested on the same ones, without which nothing is compared image by image."""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors import NotTested, RunFolderError
from engine.project.data.corrections import AnyCorrection
from engine.project.data.own_images import OwnImages
from engine.project.project import called
from engine.runs.kept.predictions import Predicted
from engine.runs.reader import RunReader

UNKNOWN = "Which images they were tested on is not known."
OTHERS = "They were tested on other images."


def refuse_other_images(first: RunReader, other: RunReader) -> None:
    """Raises RunFolderError where the two are not known to have been tested on the same images."""
    checksums = [found.data.checksum if (found := reader.environment()) else "" for reader in (first, other)]
    if not all(checksums):
        raise RunFolderError(UNKNOWN)
    if checksums[0] != checksums[1] or _corrections(first) != _corrections(other):
        raise RunFolderError(OTHERS)


def _corrections(reader: RunReader) -> Sequence[AnyCorrection]:
    """What was put right of own images, which the checksum of all of them does not tell."""
    source = reader.project().data.source
    return source.corrections if isinstance(source, OwnImages) else ()


def newest_test(reader: RunReader) -> tuple[int, Predicted]:
    """The step of the newest test whose predictions are kept, and what it found for each image (images,).

    Raises NotTested where none is kept, and RunFolderError where it cannot be read.
    """
    steps = reader.evaluated_steps("test")
    if not steps:
        title = called(reader.folder.latest_project().title)
        raise NotTested(f"“{title}” keeps nothing of what a test found for each image.", "Test it again.")
    return steps[-1], reader.predictions("test", steps[-1])
