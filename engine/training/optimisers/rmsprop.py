"""RMSprop, with torch's native operations and bit for bit as its own."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from engine.project.training.optimisers import RmsProp
from engine.training.optimisers.counted import CountedRule

EPSILON = 1e-8  # torch's


class RmsPropRule(CountedRule):
    """The operations of torch.optim.rmsprop._multi_tensor_rmsprop."""

    def __init__(self, settings: RmsProp, parameters: Sequence[Tensor]) -> None:
        super().__init__(parameters)
        self._settings = settings
        self._squares = self.kept["square_avg"] = self._zeros()
        self._movements: list[Tensor] = []
        self._means: list[Tensor] = []
        if settings.momentum:
            self._movements = self.kept["momentum_buffer"] = self._zeros()
        if settings.centered:
            self._means = self.kept["grad_avg"] = self._zeros()

    def _step(self, gradients: list[Tensor], rate: float) -> None:
        self._count += 1
        gradients = self._with_decay(gradients, self._settings.weight_decay)
        torch._foreach_mul_(self._squares, self._settings.alpha)
        torch._foreach_addcmul_(self._squares, gradients, gradients, 1 - self._settings.alpha)
        sizes = self._sizes(gradients)
        if not self._movements:
            torch._foreach_addcdiv_(self.parameters, gradients, sizes, -rate)
            return
        torch._foreach_mul_(self._movements, self._settings.momentum)
        torch._foreach_addcdiv_(self._movements, gradients, sizes)
        torch._foreach_add_(self.parameters, self._movements, alpha=-rate)

    def _sizes(self, gradients: list[Tensor]) -> list[Tensor]:
        """How large the gradients have lately been, or, centred, how far they swung."""
        if self._means:
            torch._foreach_lerp_(self._means, gradients, 1 - self._settings.alpha)
            sizes = list(torch._foreach_addcmul(self._squares, self._means, self._means, -1))
            torch._foreach_sqrt_(sizes)
        else:
            sizes = list(torch._foreach_sqrt(self._squares))
        torch._foreach_add_(sizes, EPSILON)
        return sizes
