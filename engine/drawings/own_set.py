"""A set of own drawings: what a person kept as examples of some classes, to look at, test and train on.

Nothing here ever overwrites another drawing, and what is taken out lies in a hidden folder beside the classes.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

from engine.drawings.pictures import Drawn, as_png, file_name, is_file_name
from engine.drawings.places import TESTED, class_folders, drawings_root, set_name
from engine.drawings.refusals import in_words
from engine.errors import DataError
from engine.files import write_aside
from engine.platform import HERE

REMOVED = ".removed"  # no class is called so
ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".ppm")  # of files that count
MOST = 5_000  # drawings that are looked at: those that were kept last


class KeptFile(NamedTuple):
    """One of them: where it lies, and its class by its number."""

    path: Path
    label: int

    @property
    def tested(self) -> bool:
        """Whether networks are tried on it, so that none is to be trained with it."""
        return self.path.name.endswith(TESTED)


class OwnSet:
    """The drawings of these classes; nothing is made on disk before the first is kept."""

    def __init__(self, classes: Sequence[str], root: Path | None = None) -> None:
        self.folder = (root or drawings_root()) / set_name(classes)
        self.folders = [self.folder / name for name in class_folders(classes)]

    def files(self) -> list[KeptFile]:
        """Those that lie there, the newest first, at most 5,000. A folder that is gone has none."""
        found = [(kept, when) for label in range(len(self.folders)) for kept, when in self._of(label)]
        found.sort(key=lambda one: (-one[1], one[0].path.name))
        return [kept for kept, _ in found[:MOST]]

    def _of(self, label: int) -> list[tuple[KeptFile, int]]:
        try:
            with os.scandir(self.folders[label]) as entries:
                return [
                    (KeptFile(Path(entry.path), label), entry.stat().st_mtime_ns)
                    for entry in entries
                    if not entry.name.startswith(".") and entry.name.lower().endswith(ENDINGS) and entry.is_file()
                ]
        except OSError:  # nothing of this class was kept, or it was taken away
            return []

    def keep(self, drawn: Drawn, label: int) -> Path:
        """Keeps it as an example of a class, as the newest; one that is there already moves to it. Raises DataError.

        One that networks are tried on stays so, however it is kept again; one that was taken out is back.
        """
        content, there = as_png(drawn), self._kept(drawn)
        marked = there is not None and there.name.endswith(TESTED)
        put = self.folders[label] / (there.name if there is not None and marked else file_name(drawn))
        with in_words(self.folder, "It is still here: mend that, and keep it again."):
            put.parent.mkdir(parents=True, exist_ok=True)
            if there is not None and there != put:
                HERE.rename(there, put)
            write_aside(put, content)  # anew: what lay there may be damaged
        return put

    def _kept(self, drawn: Drawn) -> Path | None:
        """Where it lies already, be it among those that were taken out."""
        names = [file_name(drawn._replace(tested=tested)) for tested in (True, False)]
        removed = [self._removed / one.name for one in self.folders]
        places = [one / name for folders in (self.folders, removed) for name in names for one in folders]
        return next((place for place in places if place.is_file()), None)

    def move(self, path: Path, label: int) -> Path:
        """One of them is of another class; where it lies then. Raises DataError."""
        return self._moved(path, self.folders[label])

    def take_out(self, path: Path) -> Path:
        """Puts one away, into the folder of those that were taken out; where it lies then. Raises DataError."""
        return self._moved(path, self._removed / path.parent.name)

    def put_back(self, path: Path) -> Path:
        """The opposite, for what `take_out` gave; one that was kept again since is back already. Raises DataError."""
        back = [one / path.name for one in self.folders] if is_file_name(path.name) else []
        there = next((one for one in back if one.is_file()), None)
        if there is not None and not path.exists():
            return there
        return self._moved(path, self.folder / path.parent.name)

    @property
    def _removed(self) -> Path:
        return self.folder / REMOVED

    def _moved(self, path: Path, to: Path) -> Path:
        """Into a folder, beside another that is called so there; the very same one is there once."""
        if path.parent not in self.folders and path.parent.parent != self._removed:
            raise DataError("This is none of the own drawings.", "Choose one of the list.")
        with in_words(self.folder, "It stays where it is: mend that, and try again."):
            put = _free(path, to)
            to.mkdir(parents=True, exist_ok=True)
            HERE.rename(path, put)
        return put


def _free(path: Path, to: Path) -> Path:
    """Where a file may go in a folder: to its own name, also where it is there already, else to one with a number."""
    begin, dot, ending = path.name.partition(".")
    named = (to / f"{begin}{f'-{number}' if number > 1 else ''}{dot}{ending}" for number in count(1))
    return next(put for put in named if put == path or not put.exists() or _same(path, put))


def _same(path: Path, other: Path) -> bool:
    """Files that the program named are called after what is in them."""
    if is_file_name(path.name) and path.name == other.name:
        return True
    return path.read_bytes() == other.read_bytes()
