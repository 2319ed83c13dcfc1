"""Pool: all images of one part of a data set, shared by every split of it, in memory or over the map of a file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.data.image_names import ImageNames

if TYPE_CHECKING:  # whoever only counts images does not load it
    from torch import Tensor

WHITE = 255


@dataclass(frozen=True, eq=False)
class Mark:
    """A white square in the upper left corner of some images: which, bool (M,), and its side in pixels."""

    which: Tensor
    side: int

    def paint(self, images: Tensor, places: Tensor) -> None:
        """Writes it into images (n, C, H, W) that were at these places."""
        marked = self.which.index_select(0, places)[:, None, None, None]
        images[:, :, : self.side, : self.side].masked_fill_(marked, WHITE)


@dataclass(frozen=True, eq=False)
class Pool:
    """Images as they were read, uint8 (M, C, H, W), and the marks that they are given when they are taken out.

    Where they are `mapped` they lie in a file, of which only the images that are asked for are ever read.
    `names` are those of their files, or their places in an archive; None of published sets.
    """

    pixels: Tensor
    mapped: bool = False
    marks: tuple[Mark, ...] = ()
    names: ImageNames | None = None

    def __len__(self) -> int:
        """The number of images."""
        return len(self.pixels)

    def at(self, places: Tensor) -> Tensor:
        """The images at these places, int64 (n,), copied to a new uint8 (n, C, H, W)."""
        found = self._from_map(places) if self.mapped else self.pixels.index_select(0, places)
        for mark in self.marks:
            mark.paint(found, places)
        return found

    def marked(self, mark: Mark) -> Pool:
        """The same images with one mark more."""
        return replace(self, marks=(*self.marks, mark))

    def _from_map(self, places: Tensor) -> Tensor:
        """In the order of the file, which a disk reads best, then in the order that was asked for."""
        order = places.argsort()
        found = self.pixels.index_select(0, places[order])
        return found.new_empty(found.shape).index_copy_(0, order, found)
