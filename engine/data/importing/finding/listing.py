"""Listing: which files hold images of which class and part, what else lies there, and a stamp of all that.

Nothing is opened for it: names, sizes and times of change tell whether anything is otherwise than it was.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias, overload

import msgspec

from engine.data.importing.finding.passed_over import PassedOver
from engine.errors import DataError, DataMissing, Place
from engine.figures import are
from engine.project.data.facts import Classes
from engine.project.data.own_images import MAX_CLASSES
from engine.text import listed

LookedInto: TypeAlias = tuple[tuple[str, int], ...]
NaturalKey: TypeAlias = tuple[list[tuple[int, str]], str]

NEVER = -1  # the time of change of what is not there
CHOICE = "Choose a folder with a folder for each class, a table of files and labels, or a NumPy archive (.npz)."
MAX_CLASS = 255  # characters of the name of a class
MOST_TAKEN = "Put some of them into one, or choose a part of them."
MOVED = "There are no images here: it was moved or removed."

ENDINGS = frozenset(  # of the names of pictures
    (".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".ppm", ".pgm", ".pbm", ".pnm")
)


class Labelled(NamedTuple):
    """A file by its path below the root, with `/`, the number of its class, and what tells whether it was changed."""

    name: str
    label: int
    size: int
    changed: int  # in nanoseconds


@dataclass
class Files(Sequence[Labelled]):
    """Files by columns, as there may be tens of thousands: a line is made of them when it is asked for."""

    names: list[str] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    changes: list[int] = field(default_factory=list)

    def extend(self, label: int, names: Sequence[str], sizes: Iterable[int], changes: Iterable[int]) -> None:
        """More of them, of one class."""
        self.names += names
        self.labels += [label] * len(names)
        self.sizes += sizes
        self.changes += changes

    def __len__(self) -> int:
        return len(self.names)

    @overload
    def __getitem__(self, place: int) -> Labelled: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Labelled]: ...
    def __getitem__(self, place: int | slice) -> Labelled | Sequence[Labelled]:
        if isinstance(place, slice):
            return list(self)[place]
        return Labelled(self.names[place], self.labels[place], self.sizes[place], self.changes[place])

    def __iter__(self) -> Iterator[Labelled]:
        return map(Labelled, self.names, self.labels, self.sizes, self.changes)


def _columns(part: Sequence[Labelled]) -> tuple[Sequence[Any], ...]:
    if isinstance(part, Files):
        return part.names, part.labels, part.sizes, part.changes
    return tuple(zip(*part, strict=True)) if part else ((),)


@dataclass(frozen=True)
class Listing:
    """What was found. `test` is None where no part is there to test on; `validation` came for that.

    `remarks` are sentences on how it was understood, `hidden` counts what systems leave in folders. `looked_into` are
    the folders and files that decide what is found, with their times of change before the look.
    Files are in an order that does not depend on the system's.
    """

    root: Path
    classes: Classes
    train: Sequence[Labelled]
    test: Sequence[Labelled] | None
    passed_over: tuple[PassedOver, ...] = ()
    hidden: int = 0
    remarks: tuple[str, ...] = ()
    kind: Literal["folder", "table"] = "folder"
    validation: Sequence[Labelled] = ()
    looked_into: LookedInto = ()

    @cached_property
    def stamp(self) -> str:
        """Another one whenever a file, its class, its size or its time of change is."""
        digest = hashlib.blake2b("\0".join(self.classes).encode(errors="surrogateescape"), digest_size=16)
        for part in (self.train, self.validation, self.test or ()):  # by columns: no line is made for each file
            names, *numbers = _columns(part)
            digest.update("\0".join(names).encode(errors="surrogateescape") + b"\0\0" + msgspec.msgpack.encode(numbers))
        return digest.hexdigest()

    @property
    def files(self) -> list[Labelled]:
        """Of all parts."""
        return [*self.train, *self.validation, *(self.test or ())]


def natural(name: str) -> NaturalKey:
    """Sorts as people do: 2 before 10, whatever the case."""
    parts = re.split(r"([0-9]+)", name.casefold())
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts], name


def refuse_classes(classes: Sequence[str], path: Path, least: int) -> None:
    """Raises DataError for too few classes to tell apart, and for too many."""
    where = Place(str(path))
    if len(classes) > MAX_CLASSES:
        raise DataError(f"It has {len(classes):,} classes; at most {MAX_CLASSES:,} are taken.", MOST_TAKEN, where)
    if long := next((name for name in classes if len(name) > MAX_CLASS), ""):
        raise DataError(f"It has a class whose name is {len(long):,} characters long.", "Give it a shorter one.", where)
    if len(classes) == 1 and least > 1:
        what = f"All its images are of one class, “{classes[0]}”."
        raise DataError(what, "A network learns to tell classes apart: add images of another.", where)
    if not classes:
        raise DataError("It holds no images of any class.", CHOICE, where)


def refuse_missing(
    path: Path, what: str = MOVED, hint: str = "Choose where they lie now, or bring them in again."
) -> None:
    """Raises DataMissing where nothing is at a path."""
    try:
        there = path.exists()
    except (OSError, ValueError):  # too long for a name, or with a zero byte
        there = False
    if not there:
        raise DataMissing(what, hint, Place(str(path)))


def refuse_no_file(path: Path) -> None:
    """Raises DataError for what might be read without an end, such as a pipe or a device."""
    if not path.is_file():
        raise DataError("It is neither a folder nor a file.", CHOICE, Place(str(path)))


def foreign_classes(found: Iterable[str], known: Sequence[str], whose: str, path: Path) -> DataError:
    """The error for images of other classes than those that are known."""
    strange, missing = [name for name in found if name not in known], [name for name in known if name not in found]
    said = [
        f"{listed([f'“{name}”' for name in names])} {are(len(names))} {what}"
        for names, what in ((strange, "new"), (missing, "missing"))
        if names
    ]
    what = f"Its classes are not those of {whose}: {' and '.join(said)}." if said else "Its classes have another order."
    return DataError(what, "Bring it in again.", Place(str(path)))


def within(name: str, root: str) -> bool:
    """Whether what is behind a link lies below a root, a path without links."""
    real = os.path.realpath(os.path.join(root, name))  # noqa: PTH118  # for tens of thousands of files
    return real.startswith(root.rstrip(os.sep) + os.sep)


def changed_at(path: str | Path) -> int:
    """When a folder or a file was changed last, in nanoseconds; NEVER where nobody can tell."""
    try:
        return Path(path).stat().st_mtime_ns
    except (OSError, ValueError):  # the second: too long for a name, or with a zero byte
        return NEVER
