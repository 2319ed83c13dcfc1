"""Parts: the training and test images of a data set as they were read, and the checks that all sources share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import torch
from torch import Tensor

from engine.data.dataset import Split, whole
from engine.errors import DataError, Place
from engine.network.shapes import spelled
from engine.project.sources import Source

Progress: TypeAlias = Callable[[int, int], None]  # images read, images in all
Stop: TypeAlias = Callable[[], bool]


@dataclass(frozen=True, eq=False)
class Parts:
    """The training and the test images of a data set, and a note for the run."""

    train: Split
    test: Split
    note: str = ""


def checked(
    images: np.ndarray, labels: np.ndarray, source: Source, path: Path, labels_path: Path | None = None
) -> Split:
    """Images (N, C, H, W) or (N, H, W) and labels (N,), from the same or two files, as a split.

    Raises DataError, with the file, when they are not the source's.
    """
    if len(images) != len(labels):
        raise _wrong(path, f"There are {len(images):,} images but {len(labels):,} labels.")
    if len(images) == 0:
        raise _wrong(path, "It holds no images.")
    shape = images.shape[1:] if images.ndim == 4 else (1, *images.shape[1:])
    if shape != source.shape:
        raise _wrong(path, f"Its images are {spelled(shape)}, not {spelled(source.shape)} as those of {source.title}.")
    if not 0 <= int(labels.min()) <= int(labels.max()) < len(source.classes):
        raise _wrong(
            labels_path or path,
            f"It has a label {_stray(labels, source)}, but {len(source.classes) - 1} is the highest.",
        )
    return whole(_tensor(images, np.uint8).reshape(-1, *shape), _tensor(labels, np.int64))


def _tensor(values: np.ndarray, kind: type[np.generic]) -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(values, kind))


def _stray(labels: np.ndarray, source: Source) -> int:
    return int(labels[(labels < 0) | (labels >= len(source.classes))][0])


def unreadable(path: Path, error: OSError) -> DataError:
    """What the system says about a file, as a sentence."""
    return DataError(f"It cannot be read ({(error.strerror or str(error)).lower()}).", "", Place(str(path)))


def _wrong(path: Path, what: str) -> DataError:
    return DataError(what, "Download the data set again.", Place(str(path)))
