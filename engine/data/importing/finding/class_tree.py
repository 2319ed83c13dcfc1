"""Class tree: a folder with a folder of images for each class, perhaps within folders for training and testing.

No link is followed out of the folder, and no link to a folder at all.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from engine.data.importing.finding.listing import (
    ENDINGS,
    NEVER,
    Files,
    Listing,
    changed_at,
    natural,
    refuse_classes,
    refuse_missing,
    within,
)
from engine.data.importing.finding.passed_over import PassedOver, is_clutter
from engine.data.readers.read_parts import Stop, go_on, unreadable
from engine.errors import DataError, Place
from engine.figures import are, counted
from engine.garbage import uncollected
from engine.text import listed

Part: TypeAlias = Literal["train", "test", "validation"]
Found: TypeAlias = list[tuple[str, int, int]]  # names below the root, sizes, times of change

PARTS: dict[Part, frozenset[str]] = {  # what the folders of the parts are usually called
    "train": frozenset({"train", "training", "train_set", "training_set"}),
    "test": frozenset({"test", "testing", "test_set"}),
    "validation": frozenset({"val", "valid", "validation", "dev", "validation_set"}),
}
DEEPEST = 8  # folders within that of a class
BLOCK = 256  # entries of a folder between two looks whether it is still wanted
UNKEPT = "Its name has characters that cannot be kept."
NO_CLASSES = "Put the images of each class into a folder of its own, which has the name of the class."


@dataclass
class _Walk:
    """A look through folders below a root, with what was met on the way and is no image.

    `looked_into` are the folders with their times of change. Ends with Stopped soon after `stop()` becomes true.
    """

    root: str
    stop: Stop | None = None
    passed_over: list[PassedOver] = field(default_factory=list)
    hidden: int = 0
    looked_into: dict[str, int] = field(default_factory=dict)

    def entries(self, place: str) -> Iterator[os.DirEntry[str]]:
        """All that lies in a folder; raises OSError."""
        path = os.path.join(self.root, place)  # noqa: PTH118  # for tens of thousands of files
        self.looked_into.setdefault(path, changed_at(path))  # before the look: what comes amid it is noticed later
        go_on(self.stop)
        with os.scandir(path) as entries:
            for number, entry in enumerate(entries):
                if number % BLOCK == BLOCK - 1:
                    go_on(self.stop)
                yield entry

    def inside(self, place: str) -> tuple[list[str], Found]:
        """The folders in a folder and its files, both by their names below the root; raises OSError."""
        folders: list[str] = []
        files: Found = []
        before = f"{place}/" if place else ""
        for entry in self.entries(place):
            if is_clutter(entry.name):
                self.hidden += 1
            elif entry.is_file(follow_symlinks=False):
                stat = entry.stat(follow_symlinks=False)
                files.append((before + entry.name, stat.st_size, stat.st_mtime_ns))
            elif entry.is_dir(follow_symlinks=False):
                folders.append(before + entry.name)
            else:
                self._enter_other(entry, before + entry.name, files)
        return sorted(folders), sorted(files)

    def _enter_other(self, entry: os.DirEntry[str], name: str, files: Found) -> None:
        """A link, or something that is neither file nor folder."""
        if why := self._refusal(entry, name):
            self.passed_over.append(PassedOver(name, why))
        else:
            stat = entry.stat()
            files.append((name, stat.st_size, stat.st_mtime_ns))

    def _refusal(self, entry: os.DirEntry[str], name: str) -> str:
        """Why something is no file to read; empty where it is one."""
        if entry.is_symlink() and not within(name, self.root):
            return "It is a link that leads out of the folder, or nowhere."
        if not entry.is_file():
            return "It is a link to a folder." if entry.is_dir() else "It is no file."
        return ""

    def below(self, place: str, deep: int = 0) -> Found:
        """All files in a folder and the folders in it, in an order that does not depend on the system's."""
        try:
            folders, files = self.inside(place)
        except OSError as error:
            self.passed_over.append(PassedOver(place, unreadable(Path(place), error).what))
            self.looked_into[self.root] = NEVER  # it may be readable in a moment, which changes no folder
            return []
        for folder in folders:
            if deep < DEEPEST:
                files += self.below(folder, deep + 1)
            else:
                self.passed_over.append(PassedOver(folder, "It lies too deep."))
        return files

    def take(self, place: str) -> list[str]:
        """The folders in a folder in their order; its files are passed over. Raises DataError where nobody may look."""
        try:
            folders, files = self.inside(place)
        except OSError as error:
            raise unreadable(Path(self.root, place), error) from None
        self.passed_over += [PassedOver(name, "It lies in no folder of a class.") for name, *_ in files]
        return sorted(folders, key=natural)


def listed_folder(path: Path, least_classes: int = 2, stop: Stop | None = None) -> Listing:
    """What lies in a folder; raises DataError in words, DataMissing where there is none, and Stopped."""
    refuse_missing(path)
    walk = _Walk(os.path.realpath(path), stop, looked_into={str(path): changed_at(path)})
    with uncollected():  # of tens of thousands of small tuples none is garbage, and all are gone at the end
        return _listed(path, walk, least_classes)


def _listed(path: Path, walk: _Walk, least_classes: int) -> Listing:
    parts = _parts(walk)
    by_class = {part: _of_classes(walk, folders) for part, folders in parts.items()}
    if not any(by_class.values()):
        raise _no_classes(path, walk)
    return _Parts(path, walk, by_class).listing(least_classes)


def watched(path: Path) -> list[Path]:
    """The folders whose times of change tell whether files came, went or were renamed. Raises as `listed_folder`."""
    refuse_missing(path)
    walk = _Walk(os.path.realpath(path))
    folders = [folder for part in _parts(walk).values() for folder in part]
    return [path, *(Path(walk.root, folder) for folder in folders)]


def _parts(walk: _Walk) -> dict[Part, list[str]]:
    """The folders of classes of each part; all of "train" where there are no parts."""
    base = _unwrapped(walk)
    folders = walk.take(base)
    inside = {folder: part for folder in folders if (part := part_called(_last(folder)))}
    if not any(part == "train" and _folders(walk, folder) for folder, part in inside.items()):
        return {"train": folders}
    others = [folder for folder in folders if folder not in inside]
    walk.passed_over += [PassedOver(name, "It lies beside the folders for training and testing.") for name in others]
    found: dict[Part, list[str]] = {}
    for folder, part in inside.items():
        found.setdefault(part, []).extend(walk.take(folder))
    return found


def _unwrapped(walk: _Walk, place: str = "") -> str:
    """Where all lies in one folder, and in that again nothing but folders: that, as unpackers leave it."""
    for _ in range(DEEPEST):
        folders = _folders(walk, place)
        if len(folders) != 1 or _has_pictures(walk, place) or not _folders(walk, folders[0]):
            break
        if _has_pictures(walk, folders[0]):
            break
        place = folders[0]
    return place


def _folders(walk: _Walk, place: str) -> list[str]:
    """The folders in a folder, by their names below the root; none where nobody may look."""
    with suppress(OSError):
        inside = walk.entries(place)
        found = [one.name for one in inside if not is_clutter(one.name) and one.is_dir(follow_symlinks=False)]
        return [f"{place}/{name}" if place else name for name in found]
    return []


def _has_pictures(walk: _Walk, place: str) -> bool:
    """By their endings."""
    with suppress(OSError):
        names = (one.name for one in walk.entries(place))
        return any(not is_clutter(name) and name.casefold().endswith(tuple(ENDINGS)) for name in names)
    return False


def part_called(name: str) -> Part | None:
    """The part that a folder or a word of a table stands for; None for any other."""
    plain = name.casefold().replace("-", "_").replace(" ", "_")
    return next((part for part, names in PARTS.items() if plain in names), None)


def _last(name: str) -> str:
    return name.rpartition("/")[2]


def _of_classes(walk: _Walk, folders: list[str]) -> dict[str, Found]:
    """The files of each class by its name, of those that have any."""
    found: dict[str, Found] = {}
    for folder in folders:
        name = _last(folder)
        if not name.isprintable():
            walk.passed_over.append(PassedOver(folder, UNKEPT))
        elif files := walk.below(folder):
            found.setdefault(name, []).extend(files)
        else:
            walk.passed_over.append(PassedOver(folder, "It is a folder without images."))
    return found


def _no_classes(path: Path, walk: _Walk) -> DataError:
    lying = sum(why == "It lies in no folder of a class." for _, why in walk.passed_over)
    what = (
        f"It holds {counted(lying, 'file')}, and no folders of classes." if lying else "It holds no folders of images."
    )
    return DataError(what, NO_CLASSES, Place(str(path)))


class _Parts:
    """What was found in the folders of each part, made into one listing."""

    def __init__(self, path: Path, walk: _Walk, by_class: dict[Part, dict[str, Found]]) -> None:
        self._path, self._walk = path, walk
        self._remarks: list[str] = []
        self._train, self._test, self._validation = self._three(by_class)
        self._classes = tuple(sorted(self._train, key=natural))

    def listing(self, least_classes: int) -> Listing:
        refuse_classes(self._classes, self._path, least_classes)
        numbers = {name: number for number, name in enumerate(self._classes)}
        train = self._labelled(self._train, numbers)
        test = None if self._test is None else self._labelled(self._known(self._test), numbers)
        validation = self._labelled(self._known(self._validation), numbers)
        walk = self._walk
        return Listing(
            Path(walk.root),
            self._classes,
            train,
            test,
            tuple(walk.passed_over),
            walk.hidden,
            tuple(self._remarks),
            validation=validation,
            looked_into=tuple(walk.looked_into.items()),
        )

    def _three(
        self, found: dict[Part, dict[str, Found]]
    ) -> tuple[dict[str, Found], dict[str, Found] | None, dict[str, Found]]:
        """To train on, to test on, and for validation, which is tested on where nothing else is."""
        train, test, validation = found.get("train", {}), found.get("test"), found.get("validation", {})
        if validation and not test:
            self._remarks.append("It has no folder for testing: what it has for validation is tested on.")
            return train, validation, {}
        return train, test or None, validation

    def _known(self, test: dict[str, Found]) -> dict[str, Found]:
        """Those of classes that are trained on, whatever the case of their names."""
        same = {name.casefold(): name for name in self._classes}
        known: dict[str, Found] = {}
        strange: list[str] = []
        for name, files in test.items():
            meant = name if name in self._train else same.get(name.casefold())
            if meant is None:
                strange.append(name)
                self._walk.passed_over += [PassedOver(file[0], "Its class is not trained on.") for file in files]
            else:
                known.setdefault(meant, []).extend(files)
        if strange:
            names = listed([f"“{name}”" for name in strange])
            self._remarks.append(f"{names} {are(len(strange))} not among the training images, and passed over.")
        return known

    @staticmethod
    def _labelled(found: dict[str, Found], numbers: dict[str, int]) -> Files:
        labelled = Files()
        for one, files in found.items():
            names, sizes, changes = zip(*files, strict=True)
            labelled.extend(numbers[one], names, sizes, changes)
        return labelled
