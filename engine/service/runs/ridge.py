"""Ridge: how the weights of a layer spread over the kept steps of a run, from the histograms that lie beside them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError, RunFolderError
from engine.inspection.statistics.ridges import on_common_edges
from engine.runs.folder import RunFolder
from engine.runs.kept.statistics import Statistics
from engine.service.looking.layers.time_questions import Ridge

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
    edges, shares = on_common_edges([(edges, counts) for edges, counts, _ in found.values()])
    return Ridge(address, tuple(found), edges, shares, np.array([zeros for _, _, zeros in found.values()]))
