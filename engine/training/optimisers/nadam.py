"""NAdam, with torch's native operations and bit for bit as its own."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from engine.project.training_settings import NAdam
from engine.training.optimisers.counted import CountedRule, with_decay

EPSILON = 1e-8  # torch's
WARMING = 0.96  # torch's, and the paper's


class NAdamRule(CountedRule):
    """The operations of torch.optim.nadam._multi_tensor_nadam. Python needs its two numbers, so the CPU keeps them."""

    def __init__(self, settings: NAdam, parameters: Sequence[Tensor]) -> None:
        super().__init__(parameters)
        self._settings = settings
        self._product = torch.ones(())
        self.kept["mu_product"] = [self._product] * len(self.parameters)
        self._means = self.kept["exp_avg"] = self._zeros()
        self._squares = self.kept["exp_avg_sq"] = self._zeros()

    def _step(self, gradients: list[Tensor], rate: float) -> None:
        self._count += 1
        one, steps = self._settings, self._count.item()
        gradients = with_decay(gradients, self.parameters, one.weight_decay)
        self._remember(gradients)
        roots = torch._foreach_sqrt(self._squares)
        torch._foreach_div_(roots, (1 - one.beta2**steps) ** 0.5)
        torch._foreach_add_(roots, EPSILON)
        now, following = self._momentum(steps), self._momentum(steps + 1)
        self._product *= now
        product = self._product.item()
        torch._foreach_addcdiv_(self.parameters, gradients, roots, -(rate * (1 - now) / (1 - product)))
        ahead = -(rate * following / (1 - product * following))
        torch._foreach_addcdiv_(self.parameters, self._means, roots, ahead)

    def _momentum(self, step: float) -> float:
        share: float = WARMING ** (step * self._settings.momentum_decay)
        return self._settings.beta1 * (1 - 0.5 * share)

    def _remember(self, gradients: list[Tensor]) -> None:
        torch._foreach_lerp_(self._means, gradients, 1 - self._settings.beta1)
        torch._foreach_mul_(self._squares, self._settings.beta2)
        torch._foreach_addcmul_(self._squares, gradients, gradients, 1 - self._settings.beta2)
