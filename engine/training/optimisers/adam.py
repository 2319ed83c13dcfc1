"""Adam and AdamW, with torch's native operations and bit for bit as its own."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from engine.project.training_settings import Adam, AdamW
from engine.training.optimisers.counted import CountedRule, with_decay

EPSILON = 1e-8  # torch's


class AdamRule(CountedRule):
    """What both forms keep: the running means of each gradient and of its square."""

    def __init__(self, settings: Adam | AdamW, parameters: Sequence[Tensor], counted_on: torch.device) -> None:
        super().__init__(parameters, counted_on)
        self._settings = settings
        self._decoupled = isinstance(settings, AdamW)
        self._means = self.kept["exp_avg"] = self._zeros()
        self._squares = self.kept["exp_avg_sq"] = self._zeros()


class FusedAdam(AdamRule):
    """One kernel for the whole step, which reads the number of steps on the device."""

    def __init__(self, settings: Adam | AdamW, parameters: Sequence[Tensor]) -> None:
        super().__init__(settings, parameters, parameters[0].device)
        self._operation = torch._fused_adamw_ if self._decoupled else torch._fused_adam_

    def _step(self, gradients: list[Tensor], rate: float) -> None:
        self._count += 1
        self._operation(
            self.parameters,
            gradients,
            self._means,
            self._squares,
            [],
            self.kept["step"],
            lr=rate,
            beta1=self._settings.beta1,
            beta2=self._settings.beta2,
            weight_decay=self._settings.weight_decay,
            eps=EPSILON,
            amsgrad=False,
            maximize=False,
        )


class ForeachAdam(AdamRule):
    """The operations of torch.optim.adam._multi_tensor_adam. Python needs the number of steps, so the CPU counts."""

    def __init__(self, settings: Adam | AdamW, parameters: Sequence[Tensor]) -> None:
        super().__init__(settings, parameters, torch.device("cpu"))

    def _step(self, gradients: list[Tensor], rate: float) -> None:
        self._count += 1
        self._remember(self._decayed(gradients, rate))
        steps, one = self._count.item(), self._settings
        roots = torch._foreach_sqrt(self._squares)
        torch._foreach_div_(roots, (1 - one.beta2**steps) ** 0.5)
        torch._foreach_add_(roots, EPSILON)
        torch._foreach_addcdiv_(self.parameters, self._means, roots, -(rate / (1 - one.beta1**steps)))

    def _decayed(self, gradients: list[Tensor], rate: float) -> list[Tensor]:
        decay = self._settings.weight_decay
        if not self._decoupled:
            return with_decay(gradients, self.parameters, decay)
        if decay:
            torch._foreach_mul_(self.parameters, 1 - rate * decay)
        return gradients

    def _remember(self, gradients: list[Tensor]) -> None:
        torch._foreach_lerp_(self._means, gradients, 1 - self._settings.beta1)
        torch._foreach_mul_(self._squares, self._settings.beta2)
        torch._foreach_addcmul_(self._squares, gradients, gradients, 1 - self._settings.beta2)
