"""The trash among the runs, RUNS/.trash: what was removed, until it is emptied. No list looks into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from engine.errors import RunFolderError
from engine.files import sync_folder
from engine.platform import HERE
from engine.runs.folder import RunFolder, in_words
from engine.runs.lock.holding import held

TRASH = ".trash"
AGAIN = "~"  # in a name, before the number of a second one of that name


@dataclass(frozen=True)
class Removed:
    """A run in the trash: where it lies there, and where it lay."""

    place: Path
    origin: Path


class Trash:
    """The removed runs of one folder of runs. What was moved lasts through a power cut from `sync` on."""

    def __init__(self, runs: Path) -> None:
        self._runs = runs
        self.path = runs / TRASH

    def runs(self) -> list[Path]:
        """What lies in it."""
        with suppress(OSError):
            return sorted(path for path in self.path.iterdir() if path.is_dir())
        return []

    def take(self, folder: Path) -> Removed:
        """Moves a run there; raises RunFolderError, in words, for one that trains or cannot be moved."""
        run = RunFolder.open(folder)
        with in_words(self.path):
            self.path.mkdir(exist_ok=True)
        with in_words(self._runs), held(run):
            place = _moved(run.path, self.path, run.id)
        return Removed(place, folder)

    def bring_back(self, removed: Removed) -> Path:
        """Where it lies again: where it lay, or beside it where that was taken meanwhile; raises RunFolderError."""
        if not removed.place.is_dir():
            raise RunFolderError(f"“{removed.origin.name}” is not in the trash any more.", "It was emptied meanwhile.")
        with in_words(self._runs):
            return _moved(removed.place, removed.origin.parent, removed.origin.name)

    def sync(self) -> None:
        """Once for all that were moved: for each it would take longer than the moves."""
        for folder in (self.path, self._runs):
            sync_folder(folder)

    def empty(self, tell: Callable[[int, int], None] = lambda *_: None) -> int:
        """Lets go of all of it for good, and says of how many runs; `tell(done, of)`. Raises RunFolderError."""
        there = self.runs()
        for done, path in enumerate(there):
            tell(done, len(there))
            with in_words(path):
                HERE.remove_folder(path)
        return len(there)


def _moved(source: Path, into: Path, name: str) -> Path:
    """Renames a run into a folder, by its name or, where that is taken, one with a number; without a lock in it."""
    target = next(path for path in _names(into, name) if not path.exists())
    HERE.rename(source, target)
    HERE.remove(target / "lock")  # it went along
    return target


def _names(into: Path, name: str) -> Iterator[Path]:
    yield into / name
    yield from (into / f"{name}{AGAIN}{number}" for number in count(2))
