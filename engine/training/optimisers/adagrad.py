"""Adagrad, with torch's native operations and bit for bit as its own."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from engine.project.training.optimisers import Adagrad
from engine.training.optimisers.counted import CountedRule

EPSILON = 1e-10  # torch's


class AdagradRule(CountedRule):
    """The operations of torch.optim.adagrad._multi_tensor_adagrad, without a fall of the rate: that is a schedule's."""

    def __init__(self, settings: Adagrad, parameters: Sequence[Tensor]) -> None:
        super().__init__(parameters)
        self._settings = settings
        self._sums = self.kept["sum"] = self._zeros()

    def _step(self, gradients: list[Tensor], rate: float) -> None:
        self._count += 1
        gradients = self._with_decay(gradients, self._settings.weight_decay)
        torch._foreach_addcmul_(self._sums, gradients, gradients)
        sizes = torch._foreach_sqrt(self._sums)
        torch._foreach_add_(sizes, EPSILON)
        torch._foreach_mul_(gradients, -rate)
        torch._foreach_addcdiv_(self.parameters, gradients, sizes)
