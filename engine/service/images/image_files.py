"""Image files: which file each image of a person's own came from."""

from __future__ import annotations

from pathlib import Path

from engine.data.dataset import Split
from engine.data.importing.finding.passed_over import as_named
from engine.project.data.own_images import FolderImages, TableImages
from engine.project.data.sources import AnySource
from engine.service.long_tasks import Task

AT_A_TIME = 1_000  # files looked at before it is asked whether anybody still waits


def root_of(source: AnySource) -> Path | None:
    """Below which folder the files of the images lie; None of published sets and of archives."""
    if isinstance(source, FolderImages):
        return source.place
    return source.place.parent if isinstance(source, TableImages) else None


def file_of(images: Split, source: AnySource, index: int) -> tuple[str, str]:
    """The name of an image below that folder, with `/`, and its whole path; of an archive the place in it, and ""."""
    (name,), root = images.names([index]), root_of(source)
    return name, str(root / name) if root is not None and name else ""


def sizes_of_files(images: Split, source: AnySource, task: Task) -> list[int]:
    """Bytes of the file of each image; 0 of one that is gone, and none at all without files.

    Raises Stopped soon after nobody waits.
    """
    root = root_of(source)
    if root is None:
        return []
    found = list[int]()
    for place, name in enumerate(images.names(range(len(images)))):
        if place % AT_A_TIME == 0:
            task.go_on()
            task.tell("Looking at the files", place, len(images))
        found.append(_size(root / name) or (_size(root / as_named(name)) if "\\" in name else 0))
    return found


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
