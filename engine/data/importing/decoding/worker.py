"""Worker: a process that decodes pictures and nothing else, for `decoders`; it loads neither torch nor Qt.

It reads tasks from its standard input and writes what it decoded to its standard output, until the first is closed: so
it ends with whoever started it, however that ends.
"""

from __future__ import annotations

import os
import signal
import struct
import sys
from typing import IO

import msgspec
import numpy as np
from numpy.typing import NDArray

from engine.data.importing.decoding.fitting import read_in
from engine.data.importing.decoding.picture import Unread
from engine.errors import ImageError
from engine.platform import HERE
from engine.project.data.own_images import Reading

LENGTH = struct.Struct("<Q")


class Chunk(msgspec.Struct, frozen=True):
    """Files to decode, by their paths as the system has them."""

    root: bytes
    names: tuple[bytes, ...]
    reading: Reading


class Failure(msgspec.Struct, frozen=True):
    """A file of a chunk that gave no image, by its place there, and why, as a sentence."""

    place: int
    why: str
    unread: bool = False  # the system did not give it, and may another time


class Account(msgspec.Struct, frozen=True):
    """What is to be said of a chunk's files: those that failed, and how many there were of what deserves a remark.

    `sizes` are the heights and widths of the pictures that gave an image, in their order.
    """

    failures: tuple[Failure, ...] = ()
    notes: dict[str, int] = {}
    sizes: tuple[tuple[int, int], ...] = ()


def decode(chunk: Chunk) -> tuple[Account, NDArray[np.uint8]]:
    """Images (n, C, H, W) of all files that gave one, in their order, and the account of the chunk."""
    images = np.empty((len(chunk.names), *chunk.reading.shape), np.uint8)
    failures: list[Failure] = []
    notes: dict[str, int] = {}
    sizes: list[tuple[int, int]] = []
    for place, name in enumerate(chunk.names):
        try:
            path = os.path.join(os.fsdecode(chunk.root), os.fsdecode(name))  # noqa: PTH118  # for tens of thousands
            images[len(sizes)], noted, size = read_in(path, chunk.reading)
        except ImageError as error:
            failures.append(Failure(place, error.what, isinstance(error, Unread)))
            continue
        sizes.append(size)
        for note in noted:
            notes[note] = notes.get(note, 0) + 1
    return Account(tuple(failures), notes, tuple(sizes)), images[: len(sizes)]


_CHUNKS, _ACCOUNTS = msgspec.msgpack.Decoder(Chunk), msgspec.msgpack.Decoder(Account)


def send(stream: IO[bytes], content: bytes | memoryview) -> None:
    """Writes a message: its length, then itself."""
    stream.write(LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def received(stream: IO[bytes]) -> bytes | None:
    """The next message; None where the other side has gone."""
    length = stream.read(LENGTH.size)
    if len(length) < LENGTH.size:
        return None
    content = stream.read(LENGTH.unpack(length)[0])
    return content if len(content) == LENGTH.unpack(length)[0] else None


def account_in(message: bytes) -> Account:
    """The account that a worker sent."""
    return _ACCOUNTS.decode(message)


def main() -> None:
    """Works until nobody sends anything more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is for whoever started it, who then closes the input
    HERE.step_back()  # a window beside it stays fluid
    tasks, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints must not get among the answers
    send(answers, b"ready")
    while (message := received(tasks)) is not None:
        account, images = decode(_CHUNKS.decode(message))
        send(answers, msgspec.msgpack.encode(account))
        send(answers, images.reshape(-1).data)


if __name__ == "__main__":
    main()
