"""Facts of a data set: what its images are and how many there are. Nothing else knows a count, a shape or a class."""

from __future__ import annotations

from math import prod
from typing import TypeAlias

import msgspec

from engine.network.shapes import Shape

Classes: TypeAlias = tuple[str, ...]


class Facts(msgspec.Struct, frozen=True):
    """A data set as it was published, or as it was found on the disk.

    `shape` is (channels, height, width) of one image, `classes` are names by label. The counts are of the whole parts,
    images kept back for validation included. `checksum` is of all pixels and labels (BLAKE2b, hexadecimal), empty
    where they were not read.
    """

    shape: Shape
    classes: Classes
    train_images: int
    test_images: int
    checksum: str = ""

    def counted(self, train_images: int, test_images: int) -> Facts:
        """The same data set with so many images."""
        return Facts(self.shape, self.classes, train_images, test_images)

    def called(self, classes: Classes) -> Facts:
        """The same data set with its classes called so."""
        return self if classes == self.classes else msgspec.structs.replace(self, classes=classes)

    @property
    def pixel_bytes(self) -> int:
        """Of all images as they were read, a byte a value."""
        return (self.train_images + self.test_images) * prod(self.shape)


def counts_here(published: Facts, here: Facts) -> str:
    """How many images there are here, and how many were published where that is otherwise, in a sentence."""
    counts, known = _counts(here), _counts(published)
    there = f"{counts[0]:,} training and {counts[1]:,} test images are here"
    return f"{there}." if counts == known else f"{there}; it was published with {known[0]:,} and {known[1]:,}."


def difference(name: str, published: Facts, here: Facts) -> str:
    """The sentence for a data set that has more images or fewer than it was published with; empty where it has as many.

    Where only the parts differ, whoever divided them chose so.
    """
    counts, known = _counts(here), _counts(published)
    if sum(counts) == sum(known):
        return ""
    return f"{name} has {counts[0]:,} training and {counts[1]:,} test images here, not {known[0]:,} and {known[1]:,}."


def _counts(facts: Facts) -> tuple[int, int]:
    return facts.train_images, facts.test_images
