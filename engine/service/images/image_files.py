"""Image files: which file each image of a person's own came from, as the cache noted when it was decoded."""

from __future__ import annotations

from pathlib import Path

from engine.data.dataset import Dataset
from engine.data.importing.cache import cache
from engine.errors import DataError
from engine.project.own_images import FolderImages, TableImages
from engine.project.sources import AnySource
from engine.project.splits import SplitName
from engine.service.long_tasks import Task
from engine.service.showing import split_of

AT_A_TIME = 1_000  # files looked at before it is asked whether anybody still waits


class ImageFiles:
    """Those of one split, by the images' indexes in it; there are none of published sets and of arrays."""

    def __init__(self, data: Dataset, source: AnySource, name: SplitName) -> None:
        images = split_of(data, name)
        self._root, self._names = _noted(data, source, "test" if name == "test" else "train")
        known = len(self._names) == len(images.pool)
        self._places: list[int] = images.indices.tolist() if known else []

    def __len__(self) -> int:
        """How many there are: one an image, or none at all."""
        return len(self._places)

    def name(self, index: int) -> str:
        """The file's path below where the images lie, with `/`; empty where there is none."""
        return self._names[self._places[index]] if self._places else ""

    def path(self, index: int) -> Path:
        """The whole of it."""
        return self._root / self.name(index)

    def sizes(self, task: Task) -> list[int]:
        """Bytes of each; 0 of one that is gone. Raises Stopped soon after nobody waits."""
        found = list[int]()
        for index in range(len(self)):
            if index % AT_A_TIME == 0:
                task.go_on()
                task.tell("Looking at the files", index, len(self))
            found.append(_size(self.path(index)))
        return found


def _noted(data: Dataset, source: AnySource, part: str) -> tuple[Path, list[str]]:
    """Where the images lie, and their files below, in the order in which they were decoded."""
    if not isinstance(source, FolderImages | TableImages):
        return Path(), []
    root = source.place if isinstance(source, FolderImages) else source.place.parent
    there = cache.brought_in_as(data.facts.checksum, source.reading)
    try:
        return root, [] if there is None else cache.names(there.folder, part).all()
    except (OSError, UnicodeDecodeError, DataError):
        return root, []


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
