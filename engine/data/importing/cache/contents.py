"""Contents: what lies in a folder of the cache, which somebody may empty at any moment.

Whatever is not there any more, or damaged, is told by DataError.
"""

from __future__ import annotations

from contextlib import suppress
from math import prod
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.data.image_names import ImageNames
from engine.data.importing.cache.cache import Cached
from engine.data.importing.cache.moments import mean_and_deviation
from engine.data.splits.stock import Stock
from engine.data.splits.stratified import Places
from engine.errors import DataError, Place


def pixels(there: Cached, *, mapped: bool) -> NDArray[np.uint8]:
    """(M, C, H, W), in the order of the stock; what is mapped is read where it is needed, and not written to."""
    found: NDArray[np.uint8] = _array(there.folder, "images", mapped=mapped).view(np.uint8)
    return found


def stock(there: Cached) -> Stock:
    """What is known of each image."""
    manifest, folder = there.manifest, there.folder
    labels, ranks = _array(folder, "labels").astype(np.int64), _array(folder, "ranks").astype(np.uint64)
    found = Stock(
        labels, ranks, _names(folder), manifest.validation_images, manifest.test_images if manifest.test_found else None
    )
    if not manifest.images == len(labels) == len(ranks) == len(found.names):
        raise _damaged(folder)
    return found


def statistics(there: Cached, places: Places) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Mean and deviation of each channel over the images at some places, for pixels from 0 to 1."""
    moments = _array(there.folder, "moments").astype(np.float64)
    return mean_and_deviation(moments, places, prod(there.manifest.reading.shape[1:]))


def sizes(there: Cached) -> NDArray[np.int32] | None:
    """(M, 2): how high and wide the picture was that each image was made of; None of an archive, whose are all one, and
    where they are not there any more.
    """
    with suppress(DataError):
        return _array(there.folder, "sizes").astype(np.int32)
    return None


def _names(folder: Path) -> ImageNames:
    try:
        return ImageNames((folder / "names.txt").read_bytes())
    except OSError:
        raise _damaged(folder) from None


def _array(folder: Path, name: str, *, mapped: bool = False) -> NDArray[np.generic]:
    try:
        path = folder / f"{name}.npy"
        found: NDArray[np.generic] = np.load(path, mmap_mode="r" if mapped else None, allow_pickle=False)
        return found
    except (OSError, ValueError, EOFError):
        raise _damaged(folder) from None


def _damaged(folder: Path) -> DataError:
    what = "These images are damaged in the cache, or were taken out of it."
    return DataError(what, "Try again; if it stays so, empty the cache.", Place(str(folder)))
