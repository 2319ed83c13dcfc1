"""Stochastic gradient descent, with torch's native operations and bit for bit as its own."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from engine.project.training.optimisers import Sgd
from engine.training.optimisers.rule import Rule


class SgdRule(Rule):
    """What both forms keep: with momentum, the movement of each weight."""

    def __init__(self, settings: Sgd, parameters: Sequence[Tensor]) -> None:
        super().__init__(parameters)
        self._settings = settings
        self._movements: list[Tensor] = []
        if settings.momentum:
            self._movements = self.kept["momentum_buffer"] = self._zeros()


class FusedSgd(SgdRule):
    """One kernel for the whole step."""

    def _step(self, gradients: list[Tensor], rate: float) -> None:
        self._fused(gradients, rate)

    def _step_unless(self, left_out: Tensor, gradients: list[Tensor], rate: float) -> bool:
        self._fused(gradients, rate, left_out)
        return True

    def _fused(self, gradients: list[Tensor], rate: float, left_out: Tensor | None = None) -> None:
        torch._fused_sgd_(
            self.parameters,
            gradients,
            self._movements,
            weight_decay=self._settings.weight_decay,
            momentum=self._settings.momentum,
            lr=rate,
            dampening=0.0,
            nesterov=self._settings.nesterov,
            maximize=False,
            is_first_step=bool(self._movements) and not self.begun,  # else torch warns, on a GPU
            found_inf=left_out,
        )


class ForeachSgd(SgdRule):
    """The operations of torch.optim.sgd._multi_tensor_sgd."""

    def _step(self, gradients: list[Tensor], rate: float) -> None:
        gradients = self._with_decay(gradients, self._settings.weight_decay)
        if self._movements:
            gradients = self._moved(gradients)
        torch._foreach_add_(self.parameters, gradients, alpha=-rate)

    def _moved(self, gradients: list[Tensor]) -> list[Tensor]:
        if self.begun:
            torch._foreach_mul_(self._movements, self._settings.momentum)
            torch._foreach_add_(self._movements, gradients)
        else:
            torch._foreach_copy_(self._movements, gradients)
        if not self._settings.nesterov:
            return self._movements
        torch._foreach_add_(gradients, self._movements, alpha=self._settings.momentum)
        return gradients
