"""Gate: stands behind a layer and lets through all but its muted channels."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor, nn


class Gate(nn.Module):
    """(N, channels, …) to the same, where closed channels give `fill` (channels,), zeros without one.

    What it closes is left out, not multiplied by zero: what is no number is muted too.
    """

    def __init__(self, channels: int, sides: int, fill: Tensor | None = None) -> None:
        super().__init__()
        self._shape = (channels, *(1,) * sides)
        self.closed = torch.zeros(channels, dtype=torch.bool)
        self.fill = torch.zeros(channels) if fill is None else fill

    def close(self, channels: Iterable[int] | None) -> Gate:
        """Closes these channels alone, or all for None; those that there are not are passed over."""
        count = len(self.closed)
        self.closed = torch.zeros(count, dtype=torch.bool)
        self.closed[list(range(count) if channels is None else (one for one in channels if 0 <= one < count))] = True
        return self

    def forward(self, x: Tensor) -> Tensor:
        """What is open as it came."""
        closed, fill = (one.to(x.device).view(self._shape) for one in (self.closed, self.fill))
        return torch.where(closed, fill.to(x.dtype), x)
