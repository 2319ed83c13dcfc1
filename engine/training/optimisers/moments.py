"""Moments: the running means of each gradient and of its square, as the family of Adam keeps them (Kingma and Ba)."""

from __future__ import annotations

import torch
from torch import Tensor

from engine.project.training.optimisers import Adam, AdamW, NAdam

EPSILON = 1e-8  # torch's


class Moments:
    """Keeps `means` and `squares`, one tensor a parameter, in place; they begin as zeros."""

    def __init__(self, settings: Adam | AdamW | NAdam, means: list[Tensor], squares: list[Tensor]) -> None:
        self.means, self.squares = means, squares
        self._settings = settings

    @property
    def kept(self) -> dict[str, list[Tensor]]:
        """By torch's names."""
        return {"exp_avg": self.means, "exp_avg_sq": self.squares}

    def take(self, gradients: list[Tensor]) -> None:
        """Moves them towards new gradients."""
        torch._foreach_lerp_(self.means, gradients, 1 - self._settings.beta1)
        torch._foreach_mul_(self.squares, self._settings.beta2)
        torch._foreach_addcmul_(self.squares, gradients, gradients, 1 - self._settings.beta2)

    def roots(self, steps: float) -> tuple[Tensor, ...]:
        """Of the squares after so many steps, corrected for where they began, and never 0."""
        roots = torch._foreach_sqrt(self.squares)
        torch._foreach_div_(roots, (1 - self._settings.beta2**steps) ** 0.5)
        torch._foreach_add_(roots, EPSILON)
        return roots
