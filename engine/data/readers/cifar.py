"""CIFAR-10 and CIFAR-100 from their binary archives: records of label bytes and 3,072 values, red, green, blue, row by
row. CIFAR-10 has one label byte, CIFAR-100 the label of a coarse class before the fine one.

The archives for Python are pickles, which could run anything, so they are not read.
Source: cs.toronto.edu/~kriz/cifar.html.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import TypeAlias, assert_never

import numpy as np

from engine.data.dataset import Split, whole
from engine.data.readers.names import called, entries, resembling
from engine.data.readers.read_parts import Parts, checked, foreign, unreadable
from engine.errors import DataError, Place
from engine.figures import are
from engine.project.data.sources import Cifar10, Cifar100
from engine.text import listed

Cifar: TypeAlias = Cifar10 | Cifar100

LABEL_BYTES = {1: "CIFAR-10", 2: "CIFAR-100"}


@dataclass(frozen=True)
class Binary:
    """A binary archive, the folder that it unpacks to, its files, and the label bytes of a record: the last one counts.

    `pickled` is the folder that the archive for Python unpacks to.
    """

    archive: str
    folder: str
    pickled: str
    train: tuple[str, ...]
    test: tuple[str, ...]
    label_bytes: int


def binary(source: Cifar) -> Binary:
    """How a set's binary archive is laid out."""
    match source:
        case Cifar10():
            train = tuple(f"data_batch_{number}.bin" for number in range(1, 6))
            folders = ("cifar-10-batches-bin", "cifar-10-batches-py")
            return Binary("cifar-10-binary.tar.gz", *folders, train, ("test_batch.bin",), 1)
        case Cifar100():
            folders = ("cifar-100-binary", "cifar-100-python")
            return Binary("cifar-100-binary.tar.gz", *folders, ("train.bin",), ("test.bin",), 2)
        case _:
            assert_never(source)


def binary_files(source: Cifar, folder: Path) -> list[Path]:
    """Its files, those to train on first; raises DataError when one is missing."""
    known, here = binary(source), entries(folder)
    names = (*known.train, *known.test)
    found = {name: next((path for path in called(name, here) if path.is_file()), None) for name in names}
    missing = [name for name, path in found.items() if path is None]
    if missing:
        others = [path.name for path in resembling(missing, here) if path.name not in found]
        raise DataError(
            f"{source.title} is not complete: {', '.join(missing)} {are(len(missing))} missing.",
            f"What lies there is called {listed(others)}." if others else _again(source),
            Place(str(folder)),
        )
    return [path for path in found.values() if path]


def read_binary(source: Cifar, folder: Path) -> Parts:
    """Both parts; raises DataError in words."""
    train, test = _parts(source, folder)
    return Parts(_split(source, train), _split(source, test))


def first_records(source: Cifar, folder: Path, count: int) -> tuple[np.ndarray, np.ndarray]:
    """The first training images (N, C, H, W) and labels (N,), at most `count`; raises DataError in words, and OSError.

    Of a file that ends amid an image those before it: whoever reads it all says so.
    """
    size = _record_size(source)
    values = np.fromfile(binary_files(source, folder)[0], np.uint8, count * size)
    return _images_and_labels(source, values[: len(values) // size * size].reshape(-1, size))


def count_binary(source: Cifar, folder: Path) -> tuple[int, int]:
    """Training and test images, from the sizes of the files; raises DataError in words, and OSError."""
    train, test = (sum(path.stat().st_size // _record_size(source) for path in part) for part in _parts(source, folder))
    return train, test


def _parts(source: Cifar, folder: Path) -> tuple[list[Path], list[Path]]:
    paths, edge = binary_files(source, folder), len(binary(source).train)
    return paths[:edge], paths[edge:]


def _record_size(source: Cifar) -> int:
    return binary(source).label_bytes + prod(source.published.shape)


def _images_and_labels(source: Cifar, records: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    label_bytes = binary(source).label_bytes
    return records[:, label_bytes:].reshape(-1, *source.published.shape), records[:, label_bytes - 1]


def _split(source: Cifar, paths: list[Path]) -> Split:
    import torch  # here: whoever only counts images does not load it

    parts = [_read(source, path) for path in paths]
    return whole(torch.cat([part.images for part in parts]), torch.cat([part.labels for part in parts]))


def _read(source: Cifar, path: Path) -> Split:
    return checked(*_images_and_labels(source, _records(source, path)), source, path)


def _records(source: Cifar, path: Path) -> np.ndarray:
    """uint8 (N, label bytes + values of an image); raises DataError."""
    try:
        content = np.fromfile(path, np.uint8)
    except OSError as error:
        raise unreadable(path, error) from None
    size = _record_size(source)
    if len(content) and len(content) % size == 0:
        return content.reshape(-1, size)
    for label_bytes, other in LABEL_BYTES.items():
        found = label_bytes + prod(source.published.shape)
        if len(content) and len(content) % found == 0:
            raise foreign(source, path, f"Its records are of {found:,} bytes as those of {other}, not of {size:,}")
    what = f"It is not whole: {len(content):,} bytes are no multiple of {size:,}."
    raise DataError(what, _again(source), Place(str(path)))


def _again(source: Cifar) -> str:
    return f"Unpack {binary(source).archive} again."
