"""First weights: what a run begins with in place of drawn ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.runs.parent import Parent
from engine.service.answers import Shown

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True, eq=False)
class FirstWeights:
    """Tensors by "address/name", and the run that they were taken from, if any."""

    tensors: dict[str, Tensor]
    parent: Parent | None


def parent_of(shown: Shown) -> Parent | None:
    """The run whose weights are shown; None where they are of none."""
    return None if shown.folder is None else Parent(str(shown.folder.absolute()), shown.step)
