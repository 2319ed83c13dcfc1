"""First weights: torch's own defaults, He's or Glorot's, drawn from one generator so that a seed alone decides them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal, TypeAlias, assert_never

import torch
from torch import nn

Initialisation: TypeAlias = Literal["torch", "he-fan-in", "he-fan-out", "xavier"]
Norm: TypeAlias = nn.BatchNorm1d | nn.BatchNorm2d


def initialise(layers: Iterable[nn.Module], how: Initialisation, seed: int) -> None:
    """Sets the weights of all layers, in their order; torch's global generator is neither read nor moved.

    "torch" gives the very numbers that plain `torch.nn` layers have when made in this order after
    `torch.manual_seed(seed)`. "he-fan-out" draws the weights of convolutions as He et al. 2015 ("Delving Deep into
    Rectifiers", equation 14: standard deviation √(2 / fan out)) and everything else like torch; "he-fan-in" draws those
    of convolutions and linear layers (equation 10: √(2 / fan in)). "xavier" draws both evenly within
    √(6 / (fan in + fan out)) (Glorot and Bengio 2010, equation 16).

    Modules come with memory that nobody has set, so one that is not known here is refused: TypeError.
    """
    generator = torch.Generator().manual_seed(seed)
    for layer in layers:
        if isinstance(layer, nn.Conv2d | nn.Linear):
            _draw(layer, how, generator)
        elif isinstance(layer, Norm):
            layer.reset_parameters()  # ones and zeros: nothing is drawn
        elif layer.state_dict():
            raise TypeError(f"Nothing says what the first weights of {type(layer).__name__} are.")


def zero_scales(norms: Iterable[Norm]) -> None:
    """What these give is zero at first, whatever they are given."""
    for norm in norms:
        nn.init.zeros_(norm.weight)


def _draw(layer: nn.Conv2d | nn.Linear, how: Initialisation, generator: torch.Generator) -> None:
    match how:
        case "he-fan-out" if isinstance(layer, nn.Conv2d):
            nn.init.kaiming_normal_(layer.weight, mode="fan_out", nonlinearity="relu", generator=generator)
        case "he-fan-in":
            nn.init.kaiming_normal_(layer.weight, mode="fan_in", nonlinearity="relu", generator=generator)
        case "xavier":
            nn.init.xavier_uniform_(layer.weight, generator=generator)
        case "he-fan-out" | "torch":
            nn.init.kaiming_uniform_(layer.weight, a=math.sqrt(5), generator=generator)
        case _:
            assert_never(how)
    if layer.bias is not None:
        bound = 1 / math.sqrt(layer.weight[0].numel())
        nn.init.uniform_(layer.bias, -bound, bound, generator=generator)
