"""Parts: the training and test images of a data set as they were read, and the checks that all sources share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from engine.data.dataset import Split, whole
from engine.data.splits.stock import Stock
from engine.errors import DataError, Place, Stopped
from engine.network.shapes import Shape
from engine.project.data.facts import Facts
from engine.project.data.own_images import OwnImages
from engine.project.data.sources import AnySource, Source, tag

if TYPE_CHECKING:  # whoever only counts images does not load it
    from torch import Tensor

Progress: TypeAlias = Callable[[int, int], None]  # images read, images in all
Stop: TypeAlias = Callable[[], bool]

AGAIN = "Download the data set again."


def go_on(stop: Stop | None) -> None:
    """Raises Stopped where nobody waits any more."""
    if stop is not None and stop():
        raise Stopped


@dataclass(frozen=True, eq=False)
class Parts:
    """The training and the test images of a data set, a note for the run, and what a person should know of them.

    `remarks` are sentences about what was found beside the images or not found, and is no mistake. `facts` are known
    where they were taken before, with the checksum; `validation` of the training images, the last, came for that.
    A person's own images lie in one pool; `stock` is what is known of each there, until the document divides them.
    """

    train: Split
    test: Split
    note: str = ""
    remarks: tuple[str, ...] = ()
    facts: Facts | None = None
    validation: int = 0
    stock: Stock | None = None


def checked(
    images: np.ndarray, labels: np.ndarray, source: Source, path: Path, labels_path: Path | None = None
) -> Split:
    """Images (N, C, H, W) or (N, H, W) and labels (N,), from the same or two files, as a split.

    Raises DataError, with the file, when they are not the source's.
    """
    if len(images) == 0:
        raise DataError("It holds no images.", AGAIN, Place(str(path)))
    shape = images.shape[1:] if images.ndim == 4 else (1, *images.shape[1:])
    if shape != source.published.shape:
        found, wanted = in_sight(shape), in_sight(source.published.shape)
        raise foreign(source, path, f"Its images are {found}; those of {source.title} are {wanted}")
    _refuse_foreign_labels(labels, source, labels_path or path)
    if len(images) != len(labels):
        what = f"There are {len(images):,} images but {len(labels):,} labels."
        raise DataError(what, AGAIN, Place(str(path)))
    return whole(_tensor(images, np.uint8).reshape(-1, *shape), _tensor(labels, np.int64))


def _refuse_foreign_labels(labels: np.ndarray, source: Source, path: Path) -> None:
    if not labels.size:
        return
    least, most, last = int(labels.min()), int(labels.max()), len(source.published.classes) - 1
    if least < 0 or most > last:
        raise foreign(source, path, f"Its labels go from {least} to {most}; those of {source.title} from 0 to {last}")


def foreign(source: Source | OwnImages, path: Path, what: str) -> DataError:
    """Whole, as it seems, but of another set than the source's."""
    return DataError(f"{what}: this is another data set.", f"Give the files of {source.title}.", Place(str(path)))


def in_sight(shape: Shape) -> str:
    """28 wide and 28 high, and whether in colour, of an image (C, H, W)."""
    channels, height, width = shape
    colour = {1: "grey", 3: "in colour"}.get(channels, f"in {channels} channels")
    return f"{width} wide, {height} high and {colour}"


def _tensor(values: np.ndarray, kind: type[np.generic]) -> Tensor:
    import torch

    return torch.from_numpy(np.ascontiguousarray(values, kind))


def unreadable(path: Path, error: OSError) -> DataError:
    """What the system says about a file, as a sentence."""
    return DataError(f"It cannot be read ({(error.strerror or str(error)).lower()}).", "", Place(str(path)))


def to_download(source: AnySource) -> str:
    """The hint that it can be fetched, for a data set of which nothing is here."""
    return f" “main.py download {tag(type(source))}” fetches {source.title}."
