"""The shown model as a point to fork from: that of its run where the run kept it, so with its optimiser's state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from engine.errors import LayerscopeError
from engine.inspection.own_filters.own_filter import OwnFilter
from engine.model.weights import arrays_of
from engine.runs.family.fork_point import ForkPoint, read_point
from engine.runs.family.parent import Parent
from engine.runs.folder import RunFolder
from engine.service.answers import Shown, Values

if TYPE_CHECKING:
    from torch import Tensor


def shown_point(tensors: Mapping[str, Tensor], shown: Shown, filters: Iterable[OwnFilter] = ()) -> ForkPoint:
    """As it was kept, else these weights by themselves; those of no run have no parent. With filters typed in."""
    return _with_filters(_point(tensors, shown), filters)


def _point(tensors: Mapping[str, Tensor], shown: Shown) -> ForkPoint:
    if shown.folder is None:
        return ForkPoint(shown.project, arrays_of(tensors), learned=shown.trained)
    with suppress(LayerscopeError):
        return read_point(RunFolder.open(shown.folder), shown.step)
    parent = Parent(str(shown.folder.absolute()), shown.step, shown.project.title)
    return ForkPoint(shown.project, arrays_of(tensors), parent=parent, learned=shown.trained)


def _with_filters(point: ForkPoint, filters: Iterable[OwnFilter]) -> ForkPoint:
    """In place of those that a run has learned; what fits no layer is passed over."""
    weights, typed = dict(point.weights), []
    for one in filters:
        name, added = (f"{one.address}/{part}" for part in ("weight", "bias"))
        weight = weights.get(name)
        if weight is None or weight.shape[1:] != one.shape or not 0 <= one.index < len(weight):
            continue
        if _as_it_was(one, weight, weights.get(added)):
            continue
        weights[name] = _with(weight, one.index, one.kernels)
        if (bias := weights.get(added)) is not None:
            weights[added] = _with(bias, one.index, one.bias)
        typed.append((one.address, one.index))
    if not typed:
        return point
    parent = point.parent and msgspec.structs.replace(point.parent, accuracy=None)  # that is of the learned filters
    return replace(point, weights=weights, parent=parent, typed_in=tuple(typed))


def _as_it_was(one: OwnFilter, weight: Values, bias: Values | None) -> bool:
    """One that was put in without another number is no other filter."""
    same = np.array_equal(weight[one.index], one.kernels)
    return same and (bias is None or bool(bias[one.index] == np.float32(one.bias)))


def _with(values: Values, index: int, one: Values | float) -> Values:
    found = values.copy()
    found[index] = one
    return found
