"""A set of own drawings: what a person kept as examples of some classes, to look at, test and train on.

Nothing here ever overwrites a drawing, and what is taken out lies in a hidden folder beside the classes.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from engine.drawings.pictures import Drawn, as_png, file_name
from engine.drawings.places import TESTED, class_folders, drawings_root, set_name
from engine.errors import DataError
from engine.files import FULL, write_aside, written_aside
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
        self._folders = [self.folder / name for name in class_folders(classes)]

    def files(self) -> list[KeptFile]:
        """Those that lie there, the newest first, at most 5,000. A folder that is gone has none."""
        found = [(kept, when) for label in range(len(self._folders)) for kept, when in self._of(label)]
        found.sort(key=lambda one: (-one[1], one[0].path.name))
        return [kept for kept, _ in found[:MOST]]

    def _of(self, label: int) -> list[tuple[KeptFile, int]]:
        try:
            with os.scandir(self._folders[label]) as entries:
                return [
                    (KeptFile(Path(entry.path), label), entry.stat().st_mtime_ns)
                    for entry in entries
                    if not entry.name.startswith(".") and entry.name.lower().endswith(ENDINGS) and entry.is_file()
                ]
        except OSError:  # nothing of this class was kept, or it was taken away
            return []

    def keep(self, drawn: Drawn, label: int) -> Path:
        """Keeps it as an example of a class, as the newest; one that is there already moves to it. Raises DataError.

        One that networks are tried on stays so, however it is kept again.
        """
        folder, there = self._folders[label], self._kept(drawn)
        name = there.name if there is not None and there.name.endswith(TESTED) else file_name(drawn)
        with _in_words(self.folder):
            folder.mkdir(parents=True, exist_ok=True)
            if there is None:
                write_aside(folder / name, as_png(drawn))
            elif there != folder / name:
                HERE.rename(there, folder / name)
            if there is not None:
                os.utime(folder / name)
        return folder / name

    def _kept(self, drawn: Drawn) -> Path | None:
        """Where it lies already."""
        names = [file_name(drawn._replace(tested=tested)) for tested in (True, False)]
        return next((one / name for name in names for one in self._folders if (one / name).exists()), None)

    def move(self, path: Path, label: int) -> Path:
        """One of them is of another class; where it lies then. Raises DataError."""
        return self._moved(path, self._folders[label])

    def take_out(self, path: Path) -> Path:
        """Puts one away, into the folder of those that were taken out; where it lies then. Raises DataError."""
        return self._moved(path, self._removed / path.parent.name)

    def put_back(self, path: Path) -> Path:
        """The opposite, for what `take_out` gave. Raises DataError."""
        return self._moved(path, self.folder / path.parent.name)

    @property
    def _removed(self) -> Path:
        return self.folder / REMOVED

    def _moved(self, path: Path, to: Path) -> Path:
        """A file of that name which is there already stays, and so does this one."""
        if path.parent not in self._folders and path.parent.parent != self._removed:
            raise DataError("This is none of the own drawings.", "Choose one of the list.")
        put = to / path.name
        if put.exists() and put != path:
            raise DataError(f"A drawing of that name is in “{to}” already.", "Look into the folder of the drawings.")
        with _in_words(self.folder):
            to.mkdir(parents=True, exist_ok=True)
            HERE.rename(path, put)
        return put

    def export(self, path: Path, classes: Sequence[str]) -> int:
        """Writes them as an archive of class folders, and says how many they are; raises DataError in words.

        The folders stand in it below a README that says which class each is.
        """
        files = self.files()
        if not files:
            raise DataError("There are no own drawings of these classes yet.", "Keep one first.")
        told = [f"{folder.name}: {name}" for folder, name in zip(self._folders, classes, strict=True)]
        with _in_words(path), written_aside(path) as file, zipfile.ZipFile(file, "w") as archive:
            archive.writestr("README.txt", "\n".join(["Folder: class", *told, ""]))
            for kept in files:
                archive.write(kept.path, f"{kept.path.parent.name}/{kept.path.name}")
        return len(files)


@contextmanager
def _in_words(place: Path) -> Iterator[None]:
    """Turns what the system says about writing into a DataError."""
    try:
        yield
    except FileNotFoundError:
        raise DataError("The drawing is not there any more.", "Keep it again.") from None
    except OSError as error:
        raise _error(error, place) from None


def _error(error: OSError, place: Path) -> DataError:
    if error.errno in FULL:
        return DataError(f"The disk of “{place}” is full.", "Free some space, and keep it again: it is still here.")
    reason = (error.strerror or str(error)).lower()
    return DataError(f"“{place}” cannot be written to ({reason}).", "It is still here: mend that, and keep it again.")
