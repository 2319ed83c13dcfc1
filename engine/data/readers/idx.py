"""IDX: the file format of MNIST and Fashion-MNIST, plain or compressed by gzip.

Two zero bytes, a type (8 is unsigned byte), the number of dimensions, each size as a big-endian 32-bit number, then
the values, last dimension fastest. Source: yann.lecun.com/exdb/mnist.
"""

from __future__ import annotations

import gzip
import zlib
from math import prod
from pathlib import Path
from typing import BinaryIO, TypeAlias, cast

import numpy as np

from engine.data.readers.read_parts import unreadable
from engine.errors import DataError, Place

Bytes: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]

UNSIGNED_BYTE = 8
MAX_BYTES = 2**31  # forty times MNIST: what a damaged header says must not fill the memory
HINT = "Download the file again."


def read_idx(path: Path, dimensions: int) -> Bytes:
    """The values in a file, which must have this many dimensions; raises DataError, in words, with the file's name."""
    try:
        with _opened(path) as file:
            return _read(file, dimensions)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise DataError("It is damaged: it does not unpack.", HINT, Place(str(path))) from None
    except OSError as error:
        raise unreadable(path, error) from None
    except DataError as error:
        raise DataError(error.what, error.hint, Place(str(path))) from None


def _opened(path: Path) -> BinaryIO:
    return cast("BinaryIO", gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def _read(file: BinaryIO, dimensions: int) -> Bytes:
    shape = _shape(file, dimensions)
    expected = prod(shape)
    if expected > MAX_BYTES:
        raise DataError(f"It claims to hold {expected:,} values, which is too much to be true.", HINT)
    values = file.read(expected + 1)
    if len(values) < expected:
        raise DataError(f"It is cut short: {len(values):,} of {expected:,} values are there.", HINT)
    if len(values) > expected:
        raise DataError(f"It goes on after its {expected:,} values.", HINT)
    return np.frombuffer(values, np.uint8).reshape(shape).copy()  # a copy that may be written to, as torch wants


def _shape(file: BinaryIO, dimensions: int) -> tuple[int, ...]:
    magic = file.read(4)
    if len(magic) < 4 or magic[:2] != b"\0\0":
        raise DataError("It is not an IDX file.", HINT)
    if magic[2] != UNSIGNED_BYTE or magic[3] != dimensions:
        raise DataError(f"It should hold bytes in {dimensions} dimensions, and does not.", "Is it another's file?")
    sizes = file.read(4 * dimensions)
    if len(sizes) < 4 * dimensions:
        raise DataError("It is cut short within its header.", HINT)
    return tuple(int(size) for size in np.frombuffer(sizes, ">u4"))
