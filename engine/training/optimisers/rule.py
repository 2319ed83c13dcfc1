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

    def step(self, gradients: list[Tensor], rate: float, left_out: Tensor | None = None) -> None:
        """One step down the gradients, one a parameter and laid out as it is; it may change them.

        Nothing else is changed where `left_out` is not 0: a number on the device of the parameters.
        """
        if left_out is None:
            self._step(gradients, rate)
            self.begun = True
        else:
            self.begun = self._step_unless(left_out, gradients, rate) or self.begun

    def _step_unless(self, left_out: Tensor, gradients: list[Tensor], rate: float) -> bool:
        """Whether there may have been a step. This waits for the device, which a fused kernel need not."""
        if left_out.item():
            return False
        self._step(gradients, rate)
        return True

    @abstractmethod
    def _step(self, gradients: list[Tensor], rate: float) -> None: ...

    def _with_decay(self, gradients: list[Tensor], decay: float) -> list[Tensor]:
        """The gradients with weight decay as a part of them; new tensors where there is any."""
        return list(torch._foreach_add(gradients, self.parameters, alpha=decay)) if decay else gradients

    def _zeros(self) -> list[Tensor]:
        return [torch.zeros_like(parameter) for parameter in self.parameters]
