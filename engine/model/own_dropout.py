"""Own dropout: layers that draw from a generator of the net's own, so that it may run beside one that trains.

torch's dropouts draw from the generator that the whole process shares. On the CPU these draw the very same numbers from
another one with the same seed.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from engine.model.net import Chain, Net


class OwnDropout(nn.Module):
    """Dropout of single values, or of whole maps, as torch computes it on the CPU (ATen/native/Dropout.cpp)."""

    def __init__(self, probability: float, generator: torch.Generator, *, maps: bool) -> None:
        super().__init__()
        self.probability, self.generator, self.maps = probability, generator, maps

    def forward(self, x: Tensor) -> Tensor:
        """The values that are kept, scaled up; all of them outside of training."""
        if not self.training or self.probability == 0:
            return x
        kept = x.new_empty((*x.shape[:2], 1, 1)) if self.maps else torch.empty_like(x)
        kept.bernoulli_(1 - self.probability, generator=self.generator).div_(1 - self.probability)
        return x * kept


def draw_apart(net: Net) -> None:
    """Gives a net, before anything runs it, dropouts and a generator of its own; on the CPU."""
    net.generator = generator = torch.Generator()
    for chain in [one for one in net.modules() if isinstance(one, Chain)]:
        for place, module in enumerate(chain):
            if isinstance(module, nn.Dropout | nn.Dropout2d):
                chain[place] = OwnDropout(module.p, generator, maps=isinstance(module, nn.Dropout2d))
