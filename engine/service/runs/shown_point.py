"""The shown model as a point to fork from: that of its run where the run kept it, so with its optimiser's state."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from engine.errors import LayerscopeError
from engine.model.weights import arrays_of
from engine.runs.family.fork_point import ForkPoint, read_point
from engine.runs.family.parent import Parent
from engine.runs.folder import RunFolder
from engine.service.answers import Shown

if TYPE_CHECKING:
    from torch import Tensor


def shown_point(tensors: Mapping[str, Tensor], shown: Shown) -> ForkPoint:
    """As it was kept, else these weights by themselves; those of no run have no parent."""
    if shown.folder is None:
        return ForkPoint(shown.project, arrays_of(tensors))
    with suppress(LayerscopeError):
        return read_point(RunFolder.open(shown.folder), shown.step)
    parent = Parent(str(shown.folder.absolute()), shown.step, shown.project.title)
    return ForkPoint(shown.project, arrays_of(tensors), parent=parent)
