"""CIFAR-10 from its binary archive: records of one label byte and 3,072 values, red, green, blue, row by row.

The archive for Python is a pickle, which could run anything, so it is not read.
Source: cs.toronto.edu/~kriz/cifar.html.
"""

from __future__ import annotations

from math import prod
from pathlib import Path

import numpy as np

from engine.data.dataset import Split, whole
from engine.data.readers.names import called, entries, resembling
from engine.data.readers.read_parts import Parts, checked, foreign, unreadable
from engine.errors import DataError, Place
from engine.project.sources import Cifar10
from engine.text import listed

FOLDER = "cifar-10-batches-bin"
TRAIN = tuple(f"data_batch_{number}.bin" for number in range(1, 6))
TEST = ("test_batch.bin",)
HINT = "Unpack cifar-10-binary.tar.gz again."


def binary_files(folder: Path) -> list[Path]:
    """The six files; raises DataError when one is missing."""
    here = entries(folder)
    found = {name: next((path for path in called(name, here) if path.is_file()), None) for name in (*TRAIN, *TEST)}
    missing = [name for name, path in found.items() if path is None]
    if missing:
        others = [path.name for path in resembling(missing, here) if path.name not in found]
        raise DataError(
            f"CIFAR-10 is not complete: {', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing.",
            f"What lies there is called {listed(others)}." if others else HINT,
            Place(str(folder)),
        )
    return [path for path in found.values() if path]


def read_binary(source: Cifar10, folder: Path) -> Parts:
    """Both parts; raises DataError in words."""
    paths = binary_files(folder)
    return Parts(_split(source, paths[: len(TRAIN)]), _split(source, paths[len(TRAIN) :]))


def first_records(source: Cifar10, folder: Path, count: int) -> tuple[np.ndarray, np.ndarray]:
    """The first training images (N, C, H, W) and labels (N,), at most `count`; raises DataError in words, and OSError.

    Of a file that ends amid an image those before it: whoever reads it all says so.
    """
    shape = source.published.shape
    size = prod(shape) + 1
    values = np.fromfile(binary_files(folder)[0], np.uint8, count * size)
    records = values[: len(values) // size * size].reshape(-1, size)
    return records[:, 1:].reshape(-1, *shape), records[:, 0]


def count_binary(source: Cifar10, folder: Path) -> tuple[int, int]:
    """Training and test images, from the sizes of the files; raises DataError in words, and OSError."""
    sizes = [path.stat().st_size // (prod(source.published.shape) + 1) for path in binary_files(folder)]
    return sum(sizes[: len(TRAIN)]), sum(sizes[len(TRAIN) :])


def _split(source: Cifar10, paths: list[Path]) -> Split:
    import torch  # here: whoever only counts images does not load it

    parts = [_read(source, path) for path in paths]
    return whole(torch.cat([part.images for part in parts]), torch.cat([part.labels for part in parts]))


def _read(source: Cifar10, path: Path) -> Split:
    records = _records(source, path)
    return checked(records[:, 1:].reshape(-1, *source.published.shape), records[:, 0], source, path)


def _records(source: Cifar10, path: Path) -> np.ndarray:
    """uint8 (N, 1 + values of an image); raises DataError."""
    try:
        content = np.fromfile(path, np.uint8)
    except OSError as error:
        raise unreadable(path, error) from None
    size = 1 + prod(source.published.shape)
    if len(content) and len(content) % size == 0:
        return content.reshape(-1, size)
    if len(content) and len(content) % (size + 1) == 0:  # with a coarse label beside the fine one
        raise foreign(source, path, f"Its records are of {size + 1:,} bytes as those of CIFAR-100, not of {size:,}")
    raise DataError(f"It is not whole: {len(content):,} bytes are no multiple of {size:,}.", HINT, Place(str(path)))
