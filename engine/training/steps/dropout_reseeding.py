"""Dropout's reseeding: random layers alone draw from the default generator, which is set anew at each step of a run.

A net that only tries beside a training has a generator of its own (`engine.model.own_dropout`).
"""

from __future__ import annotations

from collections.abc import Callable

import torch

from engine.machine.seeds import derived
from engine.model.net import Net


def dropout_reseeder(net: Net, seed: int) -> Callable[[int], None] | None:
    """Sets the generator for a step, so that a position in a run is one number; None for a net that draws nothing."""
    if not net.is_random:
        return None
    generator = net.generator or _default_generator(next(net.parameters()).device)
    return lambda step: _seeded(generator, derived(seed, "step", step))


def _default_generator(device: torch.device) -> torch.Generator:
    if device.type == "cuda":
        return torch.cuda.default_generators[device.index or 0]
    return torch.mps._get_default_mps_generator() if device.type == "mps" else torch.default_generator  # noqa: SLF001  # torch has no public name for it


def _seeded(generator: torch.Generator, seed: int) -> None:
    generator.manual_seed(seed)
