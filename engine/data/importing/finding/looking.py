"""Looking: what a folder or a file that a person chose is, as a source of images, and what it holds."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TypeAlias

from engine.data.importing.finding.arrays import ArraysFound, found_arrays, is_arrays
from engine.data.importing.finding.class_tree import listed_folder, watched
from engine.data.importing.finding.listing import ENDINGS, Listing, refuse_missing
from engine.data.importing.finding.table import listed_table
from engine.data.readers.read_parts import unreadable
from engine.errors import DataError, Place
from engine.platform import expanded
from engine.project.data.own_images import AnyOwnImages, ArrayImages, FolderImages, TableImages

Found: TypeAlias = Listing | ArraysFound

PACKED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!", b"(\xb5/\xfd")  # how other archives begin
CHOICE = "Choose a folder with a folder for each class, a table of files and labels, or a NumPy archive (.npz)."


def looked_at(path: Path, least_classes: int = 2) -> Found:
    """What lies at a path; raises DataError in words, DataMissing where nothing does."""
    path = absolute(path)
    refuse_missing(path, "Nothing is there.", CHOICE)
    if path.is_dir():
        return listed_folder(path, least_classes)
    if is_arrays(path):
        return found_arrays(path, least_classes)
    _refuse_foreign(path)
    return listed_table(path, least_classes)


def looked_again(source: AnyOwnImages) -> Found:
    """The same for what was brought in as a source, however many classes it has; its kind is known."""
    match source:
        case FolderImages():
            return listed_folder(source.place, least_classes=1)
        case TableImages():
            return listed_table(source.place, least_classes=1)
        case ArrayImages():
            return found_arrays(source.place, least_classes=1)


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
    if not path.is_file():
        raise DataError("It is neither a folder nor a file.", CHOICE, Place(str(path)))
    try:
        with path.open("rb") as file:
            begin = file.read(8)
        packed = begin.startswith(PACKED) or zipfile.is_zipfile(path)
    except OSError as error:
        raise unreadable(path, error) from None
    if packed:
        raise DataError("It is an archive.", "Unpack it, then choose the folder that it makes.", Place(str(path)))
    if path.suffix.casefold() in ENDINGS:
        raise DataError("It is a single image.", CHOICE, Place(str(path)))
