"""Unpacking: the arrays of a NumPy archive, a piece at a time, as long as they are wanted. Nothing pickled is read."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import IO, cast

import numpy as np
from numpy.typing import NDArray

from engine.data.readers.read_parts import Stop, go_on

PIECE = 2**20  # bytes that are passed over between two looks whether it is still wanted


@dataclass(frozen=True)
class Header:
    """What an array says of itself: its shape, its type, and whether its first index runs fastest."""

    shape: tuple[int, ...]
    kind: np.dtype[np.generic]
    first_fastest: bool = False

    @property
    def row(self) -> int:
        """Bytes of one of its rows."""
        return prod(self.shape[1:]) * self.kind.itemsize


class _Wanted:
    """A file of an archive that is read as long as it is wanted."""

    def __init__(self, file: IO[bytes], stop: Stop | None) -> None:
        self._file, self._stop = file, stop

    def read(self, size: int = -1) -> bytes:
        """The next bytes; raises Stopped."""
        go_on(self._stop)
        return self._file.read(size)

    def skip(self, size: int) -> None:
        """Passes over the next bytes; raises Stopped, and EOFError where there are not so many."""
        while size:
            passed = len(self.read(min(size, PIECE)))
            if not passed:
                raise EOFError
            size -= passed


def header_in(file: IO[bytes]) -> Header:
    """Of an array, from the beginning of its file."""
    version = np.lib.format.read_magic(file)
    read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, first_fastest, kind = read(file)
    return Header(tuple(int(side) for side in shape), kind, bool(first_fastest))


def array(archive: zipfile.ZipFile, name: str, stop: Stop | None) -> NDArray[np.generic]:
    """A whole array by its name."""
    with archive.open(f"{name}.npy") as file:
        content = cast("IO[bytes]", _Wanted(file, stop))
        return cast("NDArray[np.generic]", np.lib.format.read_array(content, allow_pickle=False))


def rows(archive: zipfile.ZipFile, name: str, places: Sequence[int], stop: Stop | None) -> NDArray[np.generic]:
    """Some rows of an array (n, …): what lies before and between them is passed over, and takes no memory."""
    with archive.open(f"{name}.npy") as file:
        header, content = header_in(file), _Wanted(file, stop)
        if not header.first_fastest:
            return _rows(content, header, places)
    return array(archive, name, stop)[list(places)]


def _rows(content: _Wanted, header: Header, places: Sequence[int]) -> NDArray[np.generic]:
    found, at = dict[int, NDArray[np.generic]](), 0
    for place in sorted(set(places)):
        content.skip((place - at) * header.row)
        found[place] = np.frombuffer(content.read(header.row), header.kind).reshape(header.shape[1:])
        at = place + 1
    return np.stack([found[place] for place in places])
