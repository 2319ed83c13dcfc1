"""Looking: what a folder or a file that a person chose is, as a source of images, and what it holds."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeAlias

from engine.data.importing.finding.arrays import ArraysFound, found_arrays, is_arrays
from engine.data.importing.finding.class_tree import listed_folder, watched
from engine.data.importing.finding.listing import CHOICE, ENDINGS, Listing, refuse_missing, refuse_no_file
from engine.data.importing.finding.remembered import Remembered
from engine.data.importing.finding.table import listed_table
from engine.data.readers.read_parts import Stop, unreadable
from engine.errors import DataError, Place
from engine.platform import expanded
from engine.project.data.own_images import AnyOwnImages, ArrayImages, FolderImages, TableImages

Found: TypeAlias = Listing | ArraysFound
Lister: TypeAlias = Callable[[Path, int, Stop | None], Found]

PACKED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!", b"(\xb5/\xfd")  # how other archives begin
ZIP, SINGLE_ARRAY = b"PK\x03\x04", b"\x93NUMPY"
TOGETHER = "Save images and labels together: numpy.savez(file, images=…, labels=…)."
_REMEMBERED: Remembered[Found] = Remembered()


def looked_at(path: Path, least_classes: int = 2, stop: Stop | None = None) -> Found:
    """What lies at a path, looked at anew; raises DataError in words, DataMissing where nothing does, and Stopped."""
    path = absolute(path)
    refuse_missing(path, "Nothing is there.", CHOICE)
    return _found(_lister_of(path), path, least_classes, stop, anew=True)


def looked_again(source: AnyOwnImages, stop: Stop | None = None, *, anew: bool = False) -> Found:
    """The same for what was brought in as a source, however many classes it has; its kind is known.

    What is remembered of it is taken where its folders are as they were, unless it is to be looked at `anew`.
    """
    return _found(_lister_for(source), source.place, 1, stop, anew=anew)


def _found(lister: Lister, path: Path, least_classes: int, stop: Stop | None, *, anew: bool) -> Found:
    look = partial(lister, path, least_classes, stop)
    return _REMEMBERED.told((lister, path), look, stop, anew=anew)


def _lister_of(path: Path) -> Lister:
    """Who lists what lies at a path; raises DataError for a file that is none of it."""
    if path.is_dir():
        return listed_folder
    refuse_no_file(path)
    if is_arrays(path):
        return found_arrays
    _refuse_foreign(path)
    return listed_table


def _lister_for(source: AnyOwnImages) -> Lister:
    match source:
        case FolderImages():
            return listed_folder
        case TableImages():
            return listed_table
        case ArrayImages():
            return found_arrays


def watched_files(source: AnyOwnImages) -> list[Path]:
    """What tells by its time of change that there is something new; raises DataMissing where there is nothing."""
    if isinstance(source, FolderImages):
        return watched(source.place)
    refuse_missing(source.place)
    return [source.place]


def absolute(path: Path) -> Path:
    """From the root on, with a home folder in place of a ~; a link stays a link."""
    return expanded(path).absolute()


def _refuse_foreign(path: Path) -> None:
    """Raises DataError for a file that is no table either."""
    try:
        with path.open("rb") as file:
            begin = file.read(8)
        packed = begin.startswith(PACKED) or zipfile.is_zipfile(path)
    except OSError as error:
        raise unreadable(path, error) from None
    if packed:
        raise DataError("It is an archive.", "Unpack it, then choose the folder that it makes.", Place(str(path)))
    if begin.startswith(SINGLE_ARRAY):
        raise DataError("It is a single array.", TOGETHER, Place(str(path)))
    if begin.startswith(ZIP):  # and yet none that can be opened
        raise DataError("It is damaged, or cut short.", "Copy or download it again.", Place(str(path)))
    if path.suffix.casefold() in ENDINGS:
        raise DataError("It is a single image.", CHOICE, Place(str(path)))
