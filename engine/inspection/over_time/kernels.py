"""Kernels: how the tiles of a convolution's filters belong together."""

from __future__ import annotations

from dataclasses import dataclass, replace

COLOURS = 3


@dataclass(frozen=True)
class Kernels:
    """So many `channels` of each of `filters`, one filter after the other, in `groups`.

    `in_colour`: the layer reads the image, and its channels are red, green and blue.
    """

    filters: int
    channels: int
    groups: int = 1
    in_colour: bool = False

    def among(self, tiles: int) -> Kernels:
        """As so many of the kernels show it: in colour only where at least one filter is whole."""
        return replace(self, in_colour=self.in_colour and tiles >= self.channels)
