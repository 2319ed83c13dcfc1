"""Arrays: a NumPy archive of images and labels, looked at by its headers before anything of it is unpacked.

`images, labels[, test_images, test_labels][, classes]`: images N×H×W, N×H×W×C or N×C×H×W, of bytes or of fractions from
0 to 1. Pickled objects are refused, and so is what claims to be larger than its file says or than the memory.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import ClassVar, Literal, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from engine.data.importing.finding.listing import (
    Labelled,
    LookedInto,
    changed_at,
    natural,
    refuse_classes,
    refuse_missing,
    refuse_no_file,
)
from engine.data.importing.finding.passed_over import PassedOver
from engine.data.importing.finding.unpacking import Header, array, header_in, rows
from engine.data.readers.read_parts import Stop, unreadable
from engine.errors import DataError, Place, Stopped
from engine.network.shapes import spelled
from engine.project.data.facts import Classes
from engine.text import did_you_mean, one_line

Labels: TypeAlias = NDArray[np.int64]

IMAGES, LABELS, TEST_IMAGES, TEST_LABELS, CLASSES = "images", "labels", "test_images", "test_labels", "classes"
NAMES = (IMAGES, LABELS, TEST_IMAGES, TEST_LABELS, CLASSES)
CHANNELS = (1, 3)
WITH_ALPHA = 4
LAYOUTS = "Give N×H×W, N×H×W×3 or N×3×H×W."
AGAIN = "Save it again with numpy.savez."
MOST_OF_MEMORY = 0.5  # that one archive may take while it is unpacked


@dataclass(frozen=True)
class ArrayPart:
    """The images of one part by their header, as (count, height, width), and their labels (count,)."""

    name: str
    header: Header
    labels: Labels

    @property
    def size(self) -> tuple[int, int]:
        """(height, width) of its images."""
        shape = self.header.shape
        return (shape[2], shape[3]) if self._first else (shape[1], shape[2])

    @property
    def grey(self) -> bool:
        """Whether its images have no colours."""
        shape = self.header.shape
        return len(shape) == 3 or (shape[1] if self._first else shape[3]) == 1

    @property
    def _first(self) -> bool:
        """Whether the channels come before height and width."""
        shape = self.header.shape
        return len(shape) == 4 and shape[3] not in (*CHANNELS, WITH_ALPHA)

    def pictures(self, values: NDArray[np.generic]) -> NDArray[np.uint8]:
        """(count, height, width, channels) in bytes; raises DataError for values that are no pixels."""
        values = values[..., None] if values.ndim == 3 else values
        values = values.transpose(0, 2, 3, 1) if self._first else values
        return _in_bytes(values, self.name)


@dataclass(frozen=True)
class ArraysFound:
    """What an archive holds. `test` is None where it has no images to test on."""

    path: Path
    classes: Classes
    train: ArrayPart
    test: ArrayPart | None
    stamp: str
    remarks: tuple[str, ...] = ()
    looked_into: LookedInto = ()
    kind: ClassVar[Literal["arrays"]] = "arrays"
    passed_over: ClassVar[tuple[PassedOver, ...]] = ()
    hidden: ClassVar[int] = 0
    validation: ClassVar[tuple[Labelled, ...]] = ()

    def read(self, part: ArrayPart, stop: Stop | None = None) -> NDArray[np.uint8]:
        """(count, height, width, channels) of a part, in bytes; raises DataError in words, and Stopped."""
        with _in_words(self.path), zipfile.ZipFile(self.path) as archive:
            return part.pictures(array(archive, part.name, stop))

    def some(self, part: ArrayPart, places: Sequence[int], stop: Stop | None = None) -> NDArray[np.uint8]:
        """The same of some images (n, height, width, channels), without room for the others."""
        with _in_words(self.path), zipfile.ZipFile(self.path) as archive:
            return part.pictures(rows(archive, part.name, places, stop))


def is_arrays(path: Path) -> bool:
    """Whether a file is a NumPy archive, or a ZIP archive that holds arrays."""
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.endswith(".npy") for name in archive.namelist())
    except (OSError, zipfile.BadZipFile, ValueError):
        return False


def found_arrays(
    path: Path, least_classes: int = 2, stop: Stop | None = None, memory: int | None = None
) -> ArraysFound:
    """Looks at an archive: headers, labels and names of classes; raises DataError in words, and Stopped.

    `memory` is how much of it may be unpacked, in bytes; by default half of what is free.
    """
    refuse_missing(path)
    refuse_no_file(path)
    looked_into = ((str(path), changed_at(path)),)
    with _in_words(path), zipfile.ZipFile(path) as archive:
        headers = _headers(archive)
        _refuse_names(headers)
        _refuse_large(headers, _free() if memory is None else memory)
        raw = {name: _labels(archive, headers, name, stop) for name in (LABELS, TEST_LABELS) if name in headers}
        classes, numbers = _classes(archive, headers, raw[LABELS])
        refuse_classes(classes, path, least_classes)
        train = _part(headers, IMAGES, numbers(raw[LABELS]))
        test = _part(headers, TEST_IMAGES, numbers(raw[TEST_LABELS])) if TEST_IMAGES in headers else None
    fractions = train.header.kind.kind == "f"
    remarks = ("Its pixels are fractions from 0 to 1: they were brought to 8 bits.",) if fractions else ()
    return ArraysFound(path, classes, train, test, _stamp(path), remarks, looked_into)


def _stamp(path: Path) -> str:
    about = path.stat()
    return hashlib.blake2b(f"{about.st_size} {about.st_mtime_ns}".encode(), digest_size=16).hexdigest()


def _free() -> int:
    from engine.machine.memory import free_memory

    return int(free_memory() * MOST_OF_MEMORY)


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except Stopped:
        raise
    except DataError as error:
        raise error.in_file(path) from None
    except OSError as error:
        raise unreadable(path, error) from None
    except MemoryError:
        raise DataError("It is too large for the memory that is free.", "Split it.", Place(str(path))) from None
    except Exception:  # noqa: BLE001  # a damaged archive makes zipfile, zlib and numpy raise errors of every kind
        raise DataError("It is damaged, or no archive of NumPy's.", AGAIN, Place(str(path))) from None


def _headers(archive: zipfile.ZipFile) -> dict[str, Header]:
    """Of all arrays that have a name we know; refuses what is pickled, and what says more than it holds."""
    found = {}
    for info in archive.infolist():
        name = info.filename.removesuffix(".npy")
        if name in NAMES:
            with archive.open(info) as file:
                header = header_in(file)
                _refuse_untrue(header, name, info.file_size - file.tell())
            found[name] = header
    if not found:
        known = [one_line(name.removesuffix(".npy")) for name in archive.namelist()[:20]]
        raise DataError("It has no array “images”.", did_you_mean("images", known))
    return found


def _refuse_untrue(header: Header, name: str, there: int) -> None:
    if header.kind.hasobject:
        what = f"Its array “{name}” holds Python objects, which could run anything."
        raise DataError(what, "Save plain numbers, or text as np.array(names, dtype=str).")
    if prod(header.shape) * header.kind.itemsize != there:
        raise DataError(f"Its array “{name}” is not as large as it says.", AGAIN)


def _refuse_names(headers: dict[str, Header]) -> None:
    for name, other in ((IMAGES, LABELS), (LABELS, IMAGES), (TEST_IMAGES, TEST_LABELS), (TEST_LABELS, TEST_IMAGES)):
        if name not in headers and (other in headers or name == IMAGES):
            raise DataError(f"It has no array “{name}”.", f"It has {', '.join(f'“{one}”' for one in headers)}.")


def _refuse_large(headers: dict[str, Header], memory: int) -> None:
    largest = max(prod(header.shape) * header.kind.itemsize for header in headers.values())
    if largest > memory:
        what = f"It is too large to unpack: {largest / 1e9:,.1f} GB, and {memory / 1e9:,.1f} GB may be used."
        raise DataError(what, "Save its images as files in folders of classes.")


def _labels(archive: zipfile.ZipFile, headers: dict[str, Header], name: str, stop: Stop | None) -> NDArray[np.generic]:
    """One for each image: whole numbers, or words."""
    header = headers[name]
    shape = header.shape[:1] if len(header.shape) == 2 and header.shape[1] == 1 else header.shape
    if len(shape) != 1:
        hint = "Give N numbers, the place of the 1 in each row." if len(shape) == 2 else "Give N numbers or words."
        raise DataError(f"Its array “{name}” is {spelled(header.shape) or 'a single value'}.", hint)
    if header.kind.kind not in "iubU":
        raise DataError(f"Its array “{name}” holds {header.kind}, no whole numbers or words.", "Give whole numbers.")
    return array(archive, name, stop).reshape(-1)


def _classes(
    archive: zipfile.ZipFile, headers: dict[str, Header], labels: NDArray[np.generic]
) -> tuple[Classes, _Numbers]:
    """Names by label, and how labels become numbers."""
    if CLASSES not in headers:
        values = sorted({_name(value) for value in np.unique(labels)}, key=natural)
        return tuple(values), _Numbers({name: number for number, name in enumerate(values)})
    if headers[CLASSES].kind.kind != "U" or len(headers[CLASSES].shape) != 1:
        raise DataError("Its array “classes” holds no names.", "Give them as np.array(names, dtype=str).")
    names = [one_line(str(name)) for name in array(archive, CLASSES, None)]
    if len(set(names)) < len(names) or not all(names):
        raise DataError("Its array “classes” names a class twice, or not at all.", "Give each a name of its own.")
    words = labels.dtype.kind == "U"
    return tuple(names), _Numbers({name if words else str(number): number for number, name in enumerate(names)})


def _name(value: np.generic) -> str:
    return one_line(str(int(value) if isinstance(value, np.bool_) else value)) or "(empty)"


class _Numbers:
    """Labels as numbers of classes."""

    def __init__(self, known: dict[str, int]) -> None:
        self._known = known

    def __call__(self, labels: NDArray[np.generic]) -> Labels:
        """(count,); raises DataError for a label that is no class's."""
        values, places = np.unique(labels, return_inverse=True)
        strange = [_name(value) for value in values if _name(value) not in self._known]
        if strange:
            raise DataError(f"Its label “{strange[0]}” is that of no class.", f"Known: {', '.join(self._known)[:200]}.")
        numbers: Labels = np.array([self._known[_name(value)] for value in values], np.int64)
        found: Labels = numbers[places.reshape(-1)]
        return found


def _part(headers: dict[str, Header], name: str, labels: Labels) -> ArrayPart:
    """The part, checked; raises DataError for a shape or a type that is no images'."""
    header = headers[name]
    if header.kind.kind not in "iubf":
        raise DataError(f"Its array “{name}” holds {header.kind}, no pixels.", "Give bytes from 0 to 255.")
    if not _is_images(header.shape):
        raise DataError(f"Its array “{name}” is {spelled(header.shape) or 'a single value'}, no images.", LAYOUTS)
    if header.shape[0] != len(labels):
        what = f"Its array “{name}” has {header.shape[0]:,} images, and there are {len(labels):,} labels."
        raise DataError(what, "Give one label for each image.")
    return ArrayPart(name, header, labels)


def _is_images(shape: Sequence[int]) -> bool:
    if len(shape) not in (3, 4) or not all(shape):
        return False
    return len(shape) == 3 or shape[3] in (*CHANNELS, WITH_ALPHA) or shape[1] in CHANNELS


def _in_bytes(values: NDArray[np.generic], name: str) -> NDArray[np.uint8]:
    if values.dtype == np.uint8:
        return cast("NDArray[np.uint8]", values)
    least, most = float(values.min()), float(values.max())
    whole, bound = values.dtype.kind != "f", 255 if values.dtype.kind in "iu" else 1
    if not (least >= 0 and most <= bound):  # no number is neither
        what = f"Its array “{name}” has values from {least:g} to {most:g}."
        raise DataError(what, "Give bytes from 0 to 255, or fractions from 0 to 1.")
    scaled = values if whole and bound == 255 else np.rint(values.astype(np.float32) * 255)
    return scaled.astype(np.uint8)
