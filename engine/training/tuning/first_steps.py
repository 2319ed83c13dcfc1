"""First steps: what a setup makes of the very same weights and images, compared with what another makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

import torch
from torch import Tensor

from engine.training.tuning.tuned import Results

ROUNDING = 0.5  # of the way that the weights went: where a gradient is nearly nothing, Adam makes its sign a whole step


@dataclass(frozen=True)
class FirstSteps:
    """All weights and buffers after a few steps, copies by name, how far the weights went, seconds of the quickest."""

    tensors: Mapping[str, Tensor]
    weights: frozenset[str]  # names of those that are learned
    way: float
    seconds: float

    def results(self, usual: FirstSteps, *, lower: bool) -> Results:
        """How they compare with those of the usual setup; whether the precision was a lower one."""
        if all(tensor.equal(self.tensors[name]) for name, tensor in usual.tensors.items()):
            return "bit for bit"
        far = distance(self.tensors, usual.tensors, usual.weights)
        if lower:
            return "changed" if isfinite(far) else "other"
        return "within rounding" if far <= ROUNDING * usual.way else "other"  # what is no number is not less


def distance(one: Mapping[str, Tensor], other: Mapping[str, Tensor], names: frozenset[str]) -> float:
    """Between all values of some tensors, as one point each."""
    squares = [(one[name].double() - other[name].double()).square().sum() for name in names]
    return float(torch.stack(squares).sum().sqrt()) if squares else 0.0
