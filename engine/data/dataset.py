"""Dataset: the splits of a data set; each is a view of images that they share, which it never copies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import TYPE_CHECKING

from engine.data.image_names import ImageNames
from engine.data.pool import Pool
from engine.network.shapes import Shape
from engine.project.data.facts import Classes, Facts

if TYPE_CHECKING:  # whoever only counts images does not load it
    from torch import Tensor

AT_A_TIME = 2**25  # bytes of images that are gone through together


@dataclass(frozen=True, eq=False)
class Split:
    """Images that serve one purpose, in their order.

    `labels` are int64 (N,), `indices` int64 (N,): each image's place in the pool, which holds all images of the part.
    """

    pool: Pool
    labels: Tensor
    indices: Tensor

    def __len__(self) -> int:
        """The number of images."""
        return len(self.labels)

    @property
    def shape(self) -> Shape:
        """(channels, height, width) of one image."""
        return tuple(self.pool.pixels.shape[1:])

    @property
    def images(self) -> Tensor:
        """All of them, uint8 (N, C, H, W); copied unless they are the pool as it is. Only for what fits into memory."""
        return self.pool.pixels if self._is_pool else self.pool.at(self.indices)

    @property
    def _is_pool(self) -> bool:
        if len(self) != len(self.pool) or self.pool.marks:
            return False
        everything = self.indices.new_ones(len(self)).cumsum(0) - 1
        return bool((self.indices == everything).all())

    def at(self, places: Tensor) -> Tensor:
        """The images at these places of the split, int64 (n,), copied to a new uint8 (n, C, H, W)."""
        return self.pool.at(self.indices.index_select(0, places))

    def part(self, begin: int, end: int) -> Tensor:
        """The images from one place to before another, copied."""
        return self.pool.at(self.indices[begin:end])

    def image(self, place: int) -> Tensor:
        """One image, uint8 (C, H, W), copied."""
        return self.part(place, place + 1)[0]

    @cached_property
    def levels(self) -> Tensor:
        """How often each of the 256 values occurs in each channel, int64 (C, 256); it takes a while, once."""
        import torch

        none = torch.zeros(self.shape[0], 256, dtype=torch.int64)
        return sum(map(levels_of, self.in_parts()), start=none)

    def in_parts(self) -> Iterator[Tensor]:
        """All images in their order, so many at a time that they take little memory."""
        at_once = max(1, AT_A_TIME // max(1, prod(self.shape)))
        return (self.part(begin, begin + at_once) for begin in range(0, len(self), at_once))

    def names(self, places: Sequence[int]) -> list[str]:
        """The files of the images at these places of the split, or where they are in an archive; "" without any."""
        if self.pool.names is None:
            return [""] * len(places)
        return self.pool.names.at(self.indices[list(places)].tolist())

    def chosen(self, places: Tensor) -> Split:
        """The images at these places as a split of their own."""
        return Split(self.pool, self.labels.index_select(0, places), self.indices.index_select(0, places))

    @property
    def as_it_lies(self) -> Split:
        """The same images in the order of their pool."""
        return self.chosen(self.indices.argsort(stable=True))

    def first(self, count: int) -> Split:
        """The first images as a split of their own."""
        return Split(self.pool, self.labels[:count], self.indices[:count])


@dataclass(frozen=True, eq=False)
class Dataset:
    """The splits of a data set, the facts of all that was read, and what is said of it.

    `note` is for the run, such as "JPEG"; `remarks` are sentences that a person should read once. `drawings` are a
    person's own that are trained with, the newest first.
    """

    train: Split
    validation: Split | None
    test: Split
    facts: Facts
    note: str = ""
    remarks: tuple[str, ...] = ()
    drawings: Split | None = None

    @property
    def classes(self) -> Classes:
        """Names by label."""
        return self.facts.classes


def levels_of(images: Tensor) -> Tensor:
    """How often each of the 256 values occurs in each channel of uint8 (N, C, H, W): int64 (C, 256)."""
    import torch

    return torch.stack([torch.bincount(pixels.flatten(), minlength=256).cpu() for pixels in images.unbind(1)])


def whole(images: Tensor, labels: Tensor, *, mapped: bool = False, names: ImageNames | None = None) -> Split:
    """All images of one part of a data set, uint8 (N, C, H, W), in its order; `mapped` where they lie in a file."""
    import torch

    return Split(Pool(images, mapped, names=names), labels, torch.arange(len(labels)))
