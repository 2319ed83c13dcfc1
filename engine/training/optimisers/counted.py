"""Rules that count their steps, as torch does, since what they do or keep depends on the number."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from engine.training.optimisers.rule import Rule


class CountedRule(Rule):
    """Torch counts the steps of each parameter by themselves. Here all have a gradient at every step, so they share
    one tensor, on the device `counted_on`.
    """

    def __init__(self, parameters: Sequence[Tensor], counted_on: torch.device | None = None) -> None:
        super().__init__(parameters)
        self._count = torch.zeros((), device=counted_on or torch.device("cpu"))
        self.kept["step"] = [self._count] * len(self.parameters)
