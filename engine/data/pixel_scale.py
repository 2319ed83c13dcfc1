"""Pixel scale: what a network is given for black and for white, once pixels are normalised."""

from __future__ import annotations

from typing import NamedTuple


class PixelScale(NamedTuple):
    """Of one channel: mean and spread of pixels from 0 to 1, which become (pixel − mean) / spread."""

    mean: float
    spread: float

    @property
    def black(self) -> float:
        """What a pixel without light becomes."""
        return -self.mean / self.spread

    @property
    def white(self) -> float:
        """What a pixel as light as can be becomes."""
        return (1 - self.mean) / self.spread
