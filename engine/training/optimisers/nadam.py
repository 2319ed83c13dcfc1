"""NAdam, with torch's native operations and bit for bit as its own."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from engine.project.training.optimisers import NAdam
from engine.training.optimisers.counted import CountedRule
from engine.training.optimisers.moments import Moments

WARMING = 0.96  # torch's, and the paper's


class NAdamRule(CountedRule):
    """The operations of torch.optim.nadam._multi_tensor_nadam. Python needs its two numbers, so the CPU keeps them."""

    def __init__(self, settings: NAdam, parameters: Sequence[Tensor]) -> None:
        super().__init__(parameters)
        self._settings = settings
        self._product = torch.ones(())
        self.kept["mu_product"] = [self._product] * len(self.parameters)
        self._moments = Moments(settings, self._zeros(), self._zeros())
        self.kept |= self._moments.kept

    def _step(self, gradients: list[Tensor], rate: float) -> None:
        self._count += 1
        steps = self._count.item()
        gradients = self._with_decay(gradients, self._settings.weight_decay)
        self._moments.take(gradients)
        roots = self._moments.roots(steps)
        now, following = self._momentum(steps), self._momentum(steps + 1)
        self._product *= now
        product = self._product.item()
        torch._foreach_addcdiv_(self.parameters, gradients, roots, -(rate * (1 - now) / (1 - product)))
        ahead = -(rate * following / (1 - product * following))
        torch._foreach_addcdiv_(self.parameters, self._moments.means, roots, ahead)

    def _momentum(self, step: float) -> float:
        share: float = WARMING ** (step * self._settings.momentum_decay)
        return self._settings.beta1 * (1 - 0.5 * share)
