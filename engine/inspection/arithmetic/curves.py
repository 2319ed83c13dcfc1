"""Curves: what an activation does to one value, as a formula."""

from __future__ import annotations

from typing import assert_never

import torch
from torch import nn

from engine import figures
from engine.inspection.arithmetic.workings import Curved
from engine.network.layers import ELU, GELU, Curve, LeakyReLU, ReLU, Sigmoid, SiLU, Tanh


def curved(op: Curve, module: nn.Module, value: float) -> Curved:
    """The value through the layer's own function, in double precision."""
    found: torch.Tensor = module(torch.tensor([[value]], dtype=torch.float64))
    return Curved(value, formula(op, value), found.item())


def formula(op: Curve, value: float) -> str:
    """What is done to a value, in its branch where the function has two."""
    match op:
        case ReLU():
            return "max(x, 0)"
        case LeakyReLU():
            return "x" if value > 0 else f"{figures.setting(op.slope)} · x"
        case ELU():
            return "x" if value > 0 else f"{_factor(op.alpha)}(eˣ − 1)"
        case GELU():
            return "x · Φ(x)"
        case SiLU():
            return "x / (1 + e⁻ˣ)"
        case Sigmoid():
            return "1 / (1 + e⁻ˣ)"
        case Tanh():
            return "tanh(x)"
        case _:
            assert_never(op)


def _factor(alpha: float) -> str:
    return "" if alpha == 1 else f"{figures.setting(alpha)} · "
