"""Rules: how gradients change parameters, written on torch's native operations.

`torch.optim` does the same by the same operations, but its first object and its first step import torch's compiler,
which takes longer than torch itself, and each step gathers its lists anew, at the price of the arithmetic.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Literal, TypeAlias

import torch
from torch import Tensor

Form: TypeAlias = Literal["fused", "foreach"]
"""One kernel for all tensors and all that is done to them, or one call for all tensors at each operation."""


class Rule(ABC):
    """Changes `parameters` in place. They are detached: no step of a rule is differentiated.

    `kept` is its state as a checkpoint names it, one tensor a parameter. It lies as the parameters do, in their memory
    format too, since fused kernels go through both side by side.
    """

    def __init__(self, parameters: Sequence[Tensor]) -> None:
        self.parameters = list(parameters)
        self.kept: dict[str, list[Tensor]] = {}
        self.begun = False

    def step(self, gradients: list[Tensor], rate: float) -> None:
        """One step down the gradients, one a parameter and laid out as it is; it may change them."""
        self._step(gradients, rate)
        self.begun = True

    @abstractmethod
    def _step(self, gradients: list[Tensor], rate: float) -> None: ...

    def _zeros(self) -> list[Tensor]:
        return [torch.zeros_like(parameter) for parameter in self.parameters]


class RateOnDevice:
    """The rate as a fused kernel takes it.

    On a GPU of CUDA it lies in a tensor, so that a captured graph reads it anew; elsewhere a plain number is cheapest.
    """

    def __init__(self, device: torch.device) -> None:
        self._held = torch.zeros((), device=device) if device.type == "cuda" else None
        self._value = 0.0

    def __call__(self, rate: float) -> float | Tensor:
        """The rate, as a number or as the one tensor."""
        if self._held is None:
            return rate
        if rate != self._value:
            self._held.fill_(rate)
            self._value = rate
        return self._held
