"""Pool: all images of one part of a data set, shared by every split of it, in memory or over the map of a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # whoever only counts images does not load it
    from torch import Tensor


@dataclass(frozen=True, eq=False)
class Pool:
    """Images as they were read, uint8 (M, C, H, W).

    Where they are `mapped` they lie in a file, of which only the images that are asked for are ever read.
    """

    pixels: Tensor
    mapped: bool = False

    def __len__(self) -> int:
        """The number of images."""
        return len(self.pixels)

    def at(self, places: Tensor) -> Tensor:
        """The images at these places, int64 (n,), copied to a new uint8 (n, C, H, W)."""
        return self._from_map(places) if self.mapped else self.pixels.index_select(0, places)

    def _from_map(self, places: Tensor) -> Tensor:
        """In the order of the file, which a disk reads best, then in the order that was asked for."""
        order = places.argsort()
        found = self.pixels.index_select(0, places[order])
        return found.new_empty(found.shape).index_copy_(0, order, found)
