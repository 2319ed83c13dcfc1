"""Standing still: units whose weights no gradient reaches, by two snapshots of the weights.

Whoever has no gradient keeps its weights as they are, or weight decay alone makes all of them smaller by one factor.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.network.layers import Conv2d
from engine.project.project import Project, analysed

STILL = 1e-5  # of its own length: rounding at each step alone moves a unit as far
MOVED = 1e-3  # of their own length: so far the units of the last layer must have come in the meantime


@dataclass(frozen=True)
class Still:
    """Of a layer's units so many stand still since a step; `units` says what they are called."""

    layer: str
    still: int
    of: int
    since: int
    units: str = "units"

    @property
    def share(self) -> float:
        """Of all of them."""
        return self.still / max(1, self.of)


def standing_still(
    project: Project, before: Mapping[str, NDArray[Any]], after: Mapping[str, NDArray[Any]], since: int
) -> tuple[Still, ...]:
    """Layers with any, in order; none where the last layer hardly moved either. Arrays go by "address/weight"."""
    moved = {name: _moved(before[name], after[name]) for name in after if _is_compared(name, before, after)}
    instances = [one for one in analysed(project).instances.values() if f"{one.address}/weight" in moved]
    instances = [one for one in instances if one.node.trainable]
    if not instances or np.median(moved[f"{instances[-1].address}/weight"]) < MOVED:
        return ()
    found = []
    for one in instances[:-1]:
        still = moved[f"{one.address}/weight"] < STILL
        if still.any():
            units = "filters" if isinstance(one.node.op, Conv2d) else "units"
            found.append(Still(one.node.label, int(still.sum()), len(still), since, units))
    return tuple(found)


def _is_compared(name: str, before: Mapping[str, NDArray[Any]], after: Mapping[str, NDArray[Any]]) -> bool:
    new, old = after[name], before.get(name)
    return name.endswith("/weight") and new.ndim > 1 and new.size > 0 and old is not None and old.shape == new.shape


def _moved(before: NDArray[Any], after: NDArray[Any]) -> NDArray[np.float64]:
    """How far each unit turned away from where its weights pointed to, of its own length, (units,)."""
    old, new = (array.reshape(len(array), -1).astype(np.float64) for array in (before, after))
    length = np.sqrt((old**2).sum(1))
    with np.errstate(invalid="ignore", divide="ignore"):
        along = (old * new).sum(1) / length**2
        aside = np.sqrt(((new - along[:, None] * old) ** 2).sum(1)) / length
        grown = np.maximum(along - 1, 0)  # what has no gradient never grows
    far: NDArray[np.float64] = np.nan_to_num(aside + grown, nan=np.inf)
    return far
