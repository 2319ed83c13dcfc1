"""Statistics: histograms and shares of a network's values at its snapshots, statistics/000938.npz.

A file holds arrays by "kind.field". There is one kind, "weights": every floating tensor of the snapshot, so running
averages too. A further kind (activations, gradients) has the same fields, and fields of its own beside them; readers
pass over kinds and fields that they do not know.

    names   (tensors,)               unicode: "address/name" as in the snapshot
    edges   (tensors, BINS + 1) f8   equal bins from the lowest value to the highest; around the only one there is
    counts  (tensors, BINS) i8       values in each bin; its lower edge belongs to it, the last bin's upper one too
    zeros   (tensors,) f8            share of the values that are exactly 0
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.runs.checkpoints import Arrays
from engine.runs.kept.step_files import StepFiles

BINS = 64
BLOCK = 2**20  # values counted at a time
KIND = "weights"


@dataclass(frozen=True, eq=False)
class Histograms:
    """The fields of one kind, as the file has them."""

    names: tuple[str, ...]
    edges: NDArray[np.float64]
    counts: NDArray[np.int64]
    zeros: NDArray[np.float64]


class Statistics(StepFiles):
    """The statistics of one run."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, ".npz", "file of statistics")

    def save(self, step: int, histograms: Histograms) -> None:
        """Keeps those of the weights; raises OSError."""
        fields: dict[str, Any] = {**vars(histograms), "names": np.array(histograms.names, np.str_)}
        content = io.BytesIO()
        np.savez(content, **{f"{KIND}.{name}": array for name, array in fields.items()})
        self.write(step, content.getvalue())

    def load(self, step: int) -> Histograms:
        """Those of the weights after a step; raises RunFolderError in words."""
        content = self.read(step)
        try:
            with np.load(io.BytesIO(content), allow_pickle=False) as file:
                found = _fitting({name: file[f"{KIND}.{name}"] for name in Histograms.__annotations__})
        except Exception:  # noqa: BLE001  # of damaged bytes zipfile, zlib and numpy say whatever they come upon
            found = None
        if found is None:
            raise self.unreadable(step)
        return found


def _fitting(fields: dict[str, NDArray[Any]]) -> Histograms | None:
    """The fields; None where one is not what it should be."""
    names, edges, counts, zeros = fields.values()
    tensors = len(names) if names.ndim == 1 and names.dtype.kind == "U" else -1
    if (edges.shape, counts.shape, zeros.shape) != ((tensors, BINS + 1), (tensors, BINS), (tensors,)):
        return None
    if (edges.dtype.kind, counts.dtype.kind, zeros.dtype.kind) != ("f", "i", "f"):
        return None
    return Histograms(tuple(names.tolist()), edges, counts, zeros)


def histograms(arrays: Arrays) -> Histograms:
    """Of every floating tensor that has values, all of them finite."""
    floating = {name: array for name, array in arrays.items() if array.dtype.kind == "f" and array.size}
    found = [_histogram(array.reshape(-1)) for array in floating.values()]
    return Histograms(
        tuple(floating),
        np.array([edges for _, edges in found], np.float64).reshape(-1, BINS + 1),
        np.array([counts for counts, _ in found], np.int64).reshape(-1, BINS),
        np.array([1 - np.count_nonzero(array) / array.size for array in floating.values()], np.float64),
    )


def _histogram(values: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Counts and edges; in blocks, as doubles of all weights together may be too much for the memory."""
    counts, edges = np.zeros(BINS, np.int64), np.linspace(*_range(values), BINS + 1)
    for begin in range(0, values.size, BLOCK):
        block = values[begin : begin + BLOCK].astype(np.float64)
        counts += np.histogram(block, BINS, (edges[0], edges[-1]))[0]
    return counts, edges


def _range(array: NDArray[Any]) -> tuple[float, float]:
    """From the lowest to the highest value; of one value throughout, so far around it that its bins have a width."""
    low, high = float(array.min()), float(array.max())
    reach = max(0.5, abs(low) / 2) if low == high else 0.0
    return low - reach, high + reach
