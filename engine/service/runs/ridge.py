"""Ridge: how the weights of a layer spread over the kept steps of a run, from the histograms that lie beside them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError, RunFolderError
from engine.runs.folder import RunFolder
from engine.runs.kept.statistics import Statistics
from engine.service.looking.time_questions import Ridge

BINS = 96
Histogram = tuple[NDArray[np.float64], NDArray[np.int64], float]  # edges, counts, share of zeros


def ridge(run: Path, address: str, go_on: Callable[[], None]) -> Ridge:
    """Of the layer's weights, between edges that hold all steps. Raises InputError where there are none."""
    files, found = Statistics(RunFolder.open(run).statistics), dict[int, Histogram]()
    for step in files.steps():
        go_on()
        try:
            read = files.load(step)
        except RunFolderError:
            continue
        if (name := f"{address}/weight") in read.names:
            at = read.names.index(name)
            found[step] = read.edges[at], read.counts[at], float(read.zeros[at])
    if not found:
        raise InputError("The run keeps no histograms of this layer's weights.", "Choose a layer that learns.")
    return _on_common_edges(address, found)


def _on_common_edges(address: str, found: dict[int, Histogram]) -> Ridge:
    edges = np.linspace(
        min(float(one[0]) for one, _, _ in found.values()),
        max(float(one[-1]) for one, _, _ in found.values()),
        BINS + 1,
    )
    shares = np.stack([_spread(own, counts, edges) for own, counts, _ in found.values()])
    return Ridge(address, tuple(found), edges, shares, np.array([zeros for _, _, zeros in found.values()]))


def _spread(own: NDArray[np.float64], counts: NDArray[np.int64], edges: NDArray[np.float64]) -> NDArray[np.float64]:
    """Shares between other edges: within a bin the values are taken to lie evenly."""
    below = np.concatenate([[0.0], np.cumsum(counts)]) / max(1, int(counts.sum()))
    return np.diff(np.interp(edges, own, below))
