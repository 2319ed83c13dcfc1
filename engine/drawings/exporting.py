"""Exporting own drawings: an archive of class folders, that any program reads."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from engine.drawings.own_set import OwnSet
from engine.drawings.pictures import read_drawn
from engine.drawings.refusals import in_words
from engine.errors import DataError, ImageError, Place
from engine.files import written_aside

ELSEWHERE = "Choose another file."


def export(own: OwnSet, path: Path, classes: Sequence[str], go_on: Callable[[], None] = lambda: None) -> int:
    """Writes those that can be read to a file, and says how many they are; raises DataError in words.

    Their folders stand in it below a README that says which class each is. `go_on` may end it by an error before each.
    """
    _refuse(path)
    told = [f"{folder.name}: {name}" for folder, name in zip(own.folders, classes, strict=True)]
    written = 0
    with (
        in_words(path, ELSEWHERE),
        written_aside(path) as file,
        zipfile.ZipFile(file, "w", strict_timestamps=False) as archive,
    ):
        archive.writestr("README.txt", "\n".join(["Folder: class", *told, ""]))
        for kept in own.files():
            go_on()
            written += _added(archive, kept.path)
        if not written:
            raise DataError("There are no own drawings of these classes yet.", "Keep one first.")
    return written


def _added(archive: zipfile.ZipFile, path: Path) -> bool:
    """Whether it is a picture; others may lie there too, and files of any age, also before the 1980 of archives."""
    with suppress(ImageError, FileNotFoundError):
        read_drawn(path)
        archive.write(path, f"{path.parent.name}/{path.name}")
        return True
    return False


def _refuse(path: Path) -> None:
    """An archive goes nowhere but into a file of a folder that is there."""
    where = Place(str(path))
    if not path.absolute().parent.is_dir():
        raise DataError("The folder that it is to be written to is not there.", "Make it first.", where)
    if path.is_dir():
        raise DataError("It is a folder.", "Give the name of a file to write.", where)
    if path.exists() and not path.is_file():
        raise DataError("It is no file that could be written over.", "Give the name of a file to write.", where)
