"""IDX: the file format of MNIST and Fashion-MNIST, plain or compressed by gzip, which the content tells, not the name.

Two zero bytes, a type (8 is unsigned byte), the number of dimensions, each size as a big-endian 32-bit number, then
the values, last dimension fastest. Source: yann.lecun.com/exdb/mnist.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from math import prod
from pathlib import Path
from typing import BinaryIO, TypeAlias, cast

import numpy as np

from engine.data.readers.read_parts import unreadable
from engine.errors import DataError, Place

Bytes: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]

GZIP = b"\x1f\x8b"
UNSIGNED_BYTE = 8
KINDS = {
    8: "bytes",
    9: "signed bytes",
    11: "short whole numbers",
    12: "whole numbers",
    13: "fractions",
    14: "fractions",
}
CONTENTS = {1: "labels", 3: "grey images"}  # by dimensions
MAX_BYTES = 2**31  # forty times MNIST: what a damaged header says must not fill the memory
HINT = "Download the file again."
ANOTHER = "Is it another file, or of another data set?"


def read_idx(path: Path, dimensions: int) -> Bytes:
    """The values in a file, which must have this many dimensions; raises DataError, in words, with the file's name."""
    with _in_words(path), _opened(path) as file:
        return _read(file, dimensions)


def first_of_idx(path: Path, dimensions: int, count: int) -> Bytes:
    """The first images or labels in a file, at most `count`, without reading more; raises DataError as `read_idx`."""
    with _in_words(path), _opened(path) as file:
        found, *size = _shape(file, dimensions)
        shape = (min(found, count), *size)
        values = file.read(_sensible(prod(shape)))
        if len(values) < prod(shape):
            raise DataError("It is cut short.", HINT)
        return np.frombuffer(values, np.uint8).reshape(shape)


def count_idx(path: Path, dimensions: int) -> int:
    """How many images or labels a file says to hold, from its first bytes alone; raises DataError as `read_idx`."""
    with _in_words(path), _opened(path) as file:
        return _shape(file, dimensions)[0]


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise DataError("It is damaged: it does not unpack.", HINT, Place(str(path))) from None
    except OSError as error:
        raise unreadable(path, error) from None
    except DataError as error:
        raise DataError(error.what, error.hint, Place(str(path))) from None


def _opened(path: Path) -> BinaryIO:
    with path.open("rb") as file:
        compressed = file.read(len(GZIP)) == GZIP
    return cast("BinaryIO", gzip.open(path)) if compressed else path.open("rb")


def _read(file: BinaryIO, dimensions: int) -> Bytes:
    shape = _shape(file, dimensions)
    expected = _sensible(prod(shape))
    values = file.read(expected + 1)
    if len(values) < expected:
        raise DataError(f"It is cut short: {len(values):,} of {expected:,} values are there.", HINT)
    if len(values) > expected:
        raise DataError(f"It goes on after its {expected:,} values.", HINT)
    return np.frombuffer(values, np.uint8).reshape(shape).copy()  # a copy that may be written to, as torch wants


def _sensible(values: int) -> int:
    if values > MAX_BYTES:
        raise DataError(f"It claims to hold {values:,} values, which is too much to be true.", HINT)
    return values


def _shape(file: BinaryIO, dimensions: int) -> tuple[int, ...]:
    magic = file.read(4)
    if len(magic) < 4 or magic[:2] != b"\0\0" or magic[2] not in KINDS:
        raise _foreign(magic)
    if magic[2] != UNSIGNED_BYTE:
        raise DataError(f"It holds {KINDS[magic[2]]} where bytes should be.", ANOTHER)
    sizes = file.read(4 * magic[3])
    if len(sizes) < 4 * magic[3]:
        raise DataError("It is cut short within its header.", HINT)
    shape = tuple(int(size) for size in np.frombuffer(sizes, ">u4"))
    if len(shape) != dimensions:
        raise DataError(f"It holds {_content(shape)}, where {CONTENTS[dimensions]} should be.", ANOTHER)
    return shape


def _content(shape: tuple[int, ...]) -> str:
    """What so many dimensions are most likely, with their sizes."""
    sizes = "×".join(f"{size:,}" for size in shape)
    what = CONTENTS.get(len(shape))
    return f"{sizes} {what}" if what else f"bytes in {len(shape)} dimensions"


def _foreign(begins: bytes) -> DataError:
    """What is no IDX file, and what it is instead where its first bytes tell."""
    if begins.startswith(b"PK"):
        return DataError("It is a ZIP archive.", "Unpack it.")
    if begins.lstrip()[:1] == b"<":
        return DataError("It is a page of the web.", HINT)
    return DataError("It is not an IDX file.", HINT)
