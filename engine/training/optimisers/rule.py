"""Rules: how gradients change parameters, written on torch's native operations.

`torch.optim` does the same by the same operations, but its first object and its first step import torch's compiler,
which takes longer than torch itself, and each step gathers its lists anew, at the price of the arithmetic.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

import torch
from torch import Tensor


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

    def _with_decay(self, gradients: list[Tensor], decay: float) -> list[Tensor]:
        """The gradients with weight decay as a part of them; new tensors where there is any."""
        return list(torch._foreach_add(gradients, self.parameters, alpha=decay)) if decay else gradients

    def _zeros(self) -> list[Tensor]:
        return [torch.zeros_like(parameter) for parameter in self.parameters]
