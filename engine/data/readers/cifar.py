"""CIFAR-10 from its binary archive: records of one label byte and 3,072 values, red, green, blue, row by row.

The archive for Python is a pickle, which could run anything, so it is not read.
Source: cs.toronto.edu/~kriz/cifar.html.
"""

from __future__ import annotations

from math import prod
from pathlib import Path

import numpy as np

from engine.data.dataset import Split
from engine.data.readers.read_parts import Parts, checked, unreadable
from engine.errors import DataError, Place
from engine.project.sources import Cifar10

FOLDER = "cifar-10-batches-bin"
TRAIN = tuple(f"data_batch_{number}.bin" for number in range(1, 6))
TEST = ("test_batch.bin",)


def binary_files(folder: Path) -> list[Path]:
    """The six files; raises DataError when one is missing."""
    paths = [folder / name for name in (*TRAIN, *TEST)]
    missing = [path.name for path in paths if not path.is_file()]
    if missing:
        raise DataError(
            f"CIFAR-10 is not complete: {', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing.",
            "Unpack cifar-10-binary.tar.gz again.",
            Place(str(folder)),
        )
    return paths


def read_binary(source: Cifar10, folder: Path) -> Parts:
    """Both parts; raises DataError in words."""
    paths = binary_files(folder)
    return Parts(_split(source, paths[: len(TRAIN)]), _split(source, paths[len(TRAIN) :]))


def _split(source: Cifar10, paths: list[Path]) -> Split:
    records = np.concatenate([_records(path, prod(source.shape)) for path in paths])
    return checked(records[:, 1:].reshape(-1, *source.shape), records[:, 0], source, paths[0])


def _records(path: Path, values: int) -> np.ndarray:
    try:
        content = np.fromfile(path, np.uint8)
    except OSError as error:
        raise unreadable(path, error) from None
    if len(content) == 0 or len(content) % (values + 1):
        raise DataError(
            f"It is not whole: {len(content):,} bytes are no multiple of {values + 1:,}.",
            "Unpack cifar-10-binary.tar.gz again.",
            Place(str(path)),
        )
    return content.reshape(-1, values + 1)
