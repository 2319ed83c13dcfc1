"""Adam and AdamW, with torch's native operations and bit for bit as its own."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from engine.project.training.optimisers import Adam, AdamW
from engine.training.optimisers.counted import CountedRule
from engine.training.optimisers.moments import EPSILON, Moments


class AdamRule(CountedRule):
    """What both forms keep: the moments."""

    def __init__(self, settings: Adam | AdamW, parameters: Sequence[Tensor], counted_on: torch.device) -> None:
        super().__init__(parameters, counted_on)
        self._settings = settings
        self._decoupled = isinstance(settings, AdamW)
        self._moments = Moments(settings, self._zeros(), self._zeros())
        self.kept |= self._moments.kept


class FusedAdam(AdamRule):
    """One kernel for the whole step, which reads the number of steps on the device."""

    def __init__(self, settings: Adam | AdamW, parameters: Sequence[Tensor]) -> None:
        super().__init__(settings, parameters, parameters[0].device)
        self._operation = torch._fused_adamw_ if self._decoupled else torch._fused_adam_

    def _step(self, gradients: list[Tensor], rate: float) -> None:
        self._fused(gradients, rate)

    def _step_unless(self, left_out: Tensor, gradients: list[Tensor], rate: float) -> bool:
        self._fused(gradients, rate, left_out)
        self._count -= left_out
        return True

    def _fused(self, gradients: list[Tensor], rate: float, left_out: Tensor | None = None) -> None:
        self._count += 1
        self._operation(
            self.parameters,
            gradients,
            self._moments.means,
            self._moments.squares,
            [],
            self.kept["step"],
            lr=rate,
            beta1=self._settings.beta1,
            beta2=self._settings.beta2,
            weight_decay=self._settings.weight_decay,
            eps=EPSILON,
            amsgrad=False,
            maximize=False,
            found_inf=left_out,
        )


class ForeachAdam(AdamRule):
    """The operations of torch.optim.adam._multi_tensor_adam. Python needs the number of steps, so the CPU counts."""

    def __init__(self, settings: Adam | AdamW, parameters: Sequence[Tensor]) -> None:
        super().__init__(settings, parameters, torch.device("cpu"))

    def _step(self, gradients: list[Tensor], rate: float) -> None:
        self._count += 1
        self._moments.take(self._decayed(gradients, rate))
        steps = self._count.item()
        length = -(rate / (1 - self._settings.beta1**steps))
        torch._foreach_addcdiv_(self.parameters, self._moments.means, self._moments.roots(steps), length)

    def _decayed(self, gradients: list[Tensor], rate: float) -> list[Tensor]:
        decay = self._settings.weight_decay
        if not self._decoupled:
            return self._with_decay(gradients, decay)
        if decay:
            torch._foreach_mul_(self.parameters, 1 - rate * decay)
        return gradients
