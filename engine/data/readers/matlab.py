"""MATLAB: arrays in files of its version 5, which SVHN is published in; no other kind of variable is read.

A header of 128 bytes, then variables, each compressed by zlib or not: a tag of type and size, and in it elements with
such tags for flags, sizes, name and values, first dimension fastest. Elements begin at multiples of eight bytes; one of
four bytes or fewer lies in its tag. Source: "MAT-File Format", mathworks.com.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import BinaryIO, Protocol

import numpy as np

from engine.data.readers.read_parts import unreadable
from engine.errors import DataError, Place

HEADER, TAG, CHUNK = 128, 8, 1 << 16  # bytes
NUMBERS = {1: "i1", 2: "u1", 3: "i2", 4: "u2", 5: "i4", 6: "u4", 7: "f4", 9: "f8", 12: "i8", 13: "u8"}
SIZES, MATRIX, COMPRESSED = 5, 14, 15
CLASSES = range(6, 16)  # of arrays of numbers, as flags have them; others are text, structs, sparse and so forth
MOST_DIMENSIONS, LONGEST_NAME = 8, 64
MAX_BYTES = 2**31  # ten times SVHN: what a damaged header says must not fill the memory
HINT = "Download the file again."


class Bytes(Protocol):
    """What bytes are read from, one after another; fewer than asked for at the end."""

    def read(self, size: int, /) -> bytes | bytearray: ...


@dataclass(frozen=True)
class Variable:
    """An array in a file: its sizes, the first of which varies fastest, and the type of its values as numpy writes it.

    The bytes of its values are the next in `content`.
    """

    name: str
    sizes: tuple[int, ...]
    kind: np.dtype[np.generic]
    content: Bytes

    def first(self, count: int) -> np.ndarray:
        """At most the first `count` along the last dimension, which becomes the first: all sizes are turned round."""
        shape = (min(count, self.sizes[-1]), *reversed(self.sizes[:-1]))
        expected = prod(shape) * self.kind.itemsize
        if expected > MAX_BYTES:
            raise DataError(f"It claims to hold {expected:,} bytes, which is too much to be true.", HINT)
        values = self.content.read(expected)
        if len(values) < expected:
            raise DataError(f"It is cut short: {len(values):,} of {expected:,} bytes are there.", HINT)
        return np.frombuffer(values, self.kind).reshape(shape)


@contextmanager
def variables(path: Path) -> Iterator[Iterator[Variable]]:
    """The arrays in a file, one after another, of which nothing is read but what is asked for.

    Raises DataError, in words, with the file's name.
    """
    try:
        with path.open("rb") as file:
            yield _variables(file)
    except zlib.error:
        raise DataError("It is damaged: it does not unpack.", HINT, Place(str(path))) from None
    except OSError as error:
        raise unreadable(path, error) from None
    except DataError as error:
        raise DataError(error.what, error.hint, Place(str(path))) from None


def _variables(file: BinaryIO) -> Iterator[Variable]:
    order = _byte_order(file.read(HEADER))
    while tag := file.read(TAG):
        kind, size = _numbers(tag, f"{order}u4", 2)
        begin = file.tell()
        content: Bytes = _Inflating(file, size) if kind == COMPRESSED else file
        if kind == COMPRESSED:
            kind, _ = _numbers(content.read(TAG), f"{order}u4", 2)
        if kind == MATRIX and (found := _variable(content, order)) is not None:
            yield found
        file.seek(begin + size)


def _byte_order(header: bytes) -> str:
    """How numpy writes it; raises DataError for what is no such file."""
    order = {b"IM": "<", b"MI": ">"}.get(header[126:])
    if order is None or not header.startswith(b"MATLAB 5.0"):
        is_page = header.lstrip()[:1] == b"<"
        raise DataError("It is a page of the web." if is_page else "It is not a MATLAB file of version 5.", HINT)
    return order


def _variable(content: Bytes, order: str) -> Variable | None:
    """The next one, read up to its values; None for one that is no array of numbers."""
    _, flags = _element(content, order)
    if _numbers(flags, f"{order}u4", 2)[0] & 0xFF not in CLASSES:
        return None
    kind, sizes = _element(content, order)
    _, name = _element(content, order)
    if kind != SIZES or not 0 < len(sizes) <= 4 * MOST_DIMENSIONS or len(name) > LONGEST_NAME:
        return None
    dimensions = tuple(max(0, int(size)) for size in np.frombuffer(sizes, f"{order}i4"))
    values = content.read(TAG)
    kind, _ = _tag(values, order)
    if kind not in NUMBERS:
        return None
    inside = _Given(values[4:]) if _is_small(values, order) else content
    return Variable(name.decode("ascii", "replace"), dimensions, np.dtype(f"{order}{NUMBERS[kind]}"), inside)


def _element(content: Bytes, order: str) -> tuple[int, bytes | bytearray]:
    """Type and bytes of a short element, read with what fills it up to eight bytes."""
    tag = content.read(TAG)
    kind, size = _tag(tag, order)
    if _is_small(tag, order):
        return kind, tag[4 : 4 + size]
    if size > CHUNK:
        raise DataError("It is damaged: the name of a variable is longer than can be.", HINT)
    return kind, content.read(size + -size % TAG)[:size]


def _tag(tag: bytes | bytearray, order: str) -> tuple[int, int]:
    """Type and size of an element; of a small one both are in the first four bytes."""
    first, second = _numbers(tag, f"{order}u4", 2)
    return (first & 0xFFFF, min(4, first >> 16)) if first >> 16 else (first, second)


def _is_small(tag: bytes | bytearray, order: str) -> bool:
    return bool(_numbers(tag, f"{order}u4", 2)[0] >> 16)


def _numbers(content: bytes | bytearray, kind: str, count: int) -> tuple[int, ...]:
    values = np.frombuffer(content[: len(content) // 4 * 4], kind)
    if len(values) < count:
        raise DataError("It is cut short.", HINT)
    return tuple(map(int, values[:count]))


class _Given:
    """Bytes that are in memory."""

    def __init__(self, content: bytes | bytearray) -> None:
        self._content = content

    def read(self, size: int, /) -> bytes | bytearray:
        taken, self._content = self._content[:size], self._content[size:]
        return taken


class _Inflating:
    """Bytes of a compressed stretch of a file, unpacked no further than they are asked for."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._left = file, size
        self._zlib = zlib.decompressobj()

    def read(self, size: int, /) -> bytes | bytearray:
        parts = bytearray()
        while len(parts) < size and (packed := self._packed()):
            parts += self._zlib.decompress(packed, size - len(parts))
        return parts

    def _packed(self) -> bytes:
        """What is still to be unpacked; empty at the end."""
        if self._zlib.eof:
            return b""
        if self._zlib.unconsumed_tail:
            return self._zlib.unconsumed_tail
        packed = self._file.read(min(CHUNK, self._left))
        self._left -= len(packed)
        return packed
