"""Loss scale: keeps the small gradients of float16 from becoming zero, as torch.amp.GradScaler does by default."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from engine.runs.checkpoints import Scaled

GROWTH, BACKOFF, INTERVAL = 2.0, 0.5, 2000  # torch's


class LossScale:
    """The loss is multiplied before gradients are computed; these are divided again, and a step without finite ones
    is left out and lowers the scale. After many steps without any, the scale rises. All of it stays on the device.
    """

    def __init__(self, device: torch.device) -> None:
        self._device = device
        self.go_on(Scaled())

    def go_on(self, scaled: Scaled) -> None:
        """Knows what a checkpoint holds."""
        self._scale = torch.full((), scaled.scale, device=self._device)
        self._steps = torch.full((), scaled.steps, dtype=torch.int32, device=self._device)

    @property
    def scaled(self) -> Scaled:
        """For a checkpoint; waits for the device."""
        return Scaled(float(self._scale), int(self._steps))

    def of(self, loss: Tensor) -> Tensor:
        """The loss to compute gradients from."""
        return loss * self._scale

    def divided(self, gradients: Sequence[Tensor]) -> Tensor:
        """Divides them in place; 1 where one is not finite, so that the step is to be left out, else 0."""
        found = torch.zeros((), device=self._scale.device)
        inverse = self._scale.double().reciprocal().float()
        torch._amp_foreach_non_finite_check_and_unscale_(list(gradients), found, inverse)
        torch._amp_update_scale_(self._scale, self._steps, found, GROWTH, BACKOFF, INTERVAL)
        return found
