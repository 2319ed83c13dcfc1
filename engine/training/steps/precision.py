"""Precision: in what the layers of a network compute while it trains."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

import torch

from engine.machine.setup import Precision


def computing_in(precision: Precision, device: torch.device) -> AbstractContextManager[object]:
    """Inside of it layers compute in this precision; it may be entered again and again.

    Rounded weights are not kept from one layer to the next: torch forgets them only where no autocast is around, and
    one that is switched off is around every training, so they would be those of the first step for ever.
    """
    if precision == "float32":
        return nullcontext()
    return torch.autocast(device.type, dtype=getattr(torch, precision), cache_enabled=False)
