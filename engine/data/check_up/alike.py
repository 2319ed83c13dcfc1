"""Alike: which images are the same, or look nearly the same, within each part and across both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.data.check_up.neighbours import neighbours

Places: TypeAlias = NDArray[np.int64]
Hashes: TypeAlias = NDArray[np.uint64]

TRAIN, TEST = 0, 1


class Copies(NamedTuple):
    """Images, and for each of them an earlier one of the same part that it is like, both places (n,)."""

    images: Places
    of: Places


class Leaks(NamedTuple):
    """Test images, and for each of them a training image that it is like, (n,); and all such training images (m,)."""

    tested: Places
    trained: Places
    all_trained: Places


@dataclass(frozen=True, eq=False)
class Alike:
    """Of training and test images `digests` and `looks`, each (n,), as fingerprints have them.

    `flat` says which are of almost one colour: those look like nothing, and are the same where all pixels are.
    """

    digests: tuple[Hashes, Hashes]
    looks: tuple[Hashes, Hashes]
    flat: tuple[NDArray[np.bool_], NDArray[np.bool_]]
    go_on: Callable[[], None] = lambda: None

    def copies(self, part: int) -> Copies:
        """Images whose pixels are all those of an earlier one."""
        _, first, inverse = np.unique(self.digests[part], return_index=True, return_inverse=True)
        of = first[inverse]
        images = np.flatnonzero(of != np.arange(len(of)))
        return Copies(images, of[images])

    def near_copies(self, part: int) -> Copies:
        """Images that look like an earlier one which is itself none of these, and are no copies."""
        of = self._originals(part)[self._numbers[part]]
        fresh = np.ones(len(of), bool)
        fresh[self.copies(part).images] = False
        images = np.flatnonzero(fresh & (of >= 0) & (of != np.arange(len(of))))
        return Copies(images, of[images])

    def leaks(self) -> Leaks:
        """Test images that are among the training images."""
        trained, tested = self.digests
        known, first = np.unique(trained, return_index=True)
        same = np.flatnonzero(np.isin(tested, known))
        return Leaks(same, first[np.searchsorted(known, tested[same])], np.flatnonzero(np.isin(trained, tested)))

    def near_leaks(self) -> Leaks:
        """Test images that look like a training image, and are not among them."""
        trained, tested = self._numbers
        first = self._first_places(TRAIN)
        partner = self._partners(first >= 0)[tested]
        images = np.flatnonzero(~np.isin(self.digests[TEST], self.digests[TRAIN]) & (partner >= 0))
        near = np.isin(trained, self._with_neighbours(np.unique(tested[images])))
        near &= ~np.isin(self.digests[TRAIN], self.digests[TEST])
        return Leaks(images, first[partner[images]], np.flatnonzero(near))

    # --- looks by their numbers among all that are different; a flat image has −1, the last place of every array ---

    @cached_property
    def _different(self) -> Hashes:
        return np.unique(np.concatenate([looks[~flat] for looks, flat in zip(self.looks, self.flat, strict=True)]))

    @cached_property
    def _numbers(self) -> tuple[Places, Places]:
        """Of the images of each part."""
        train, test = (
            np.where(flat, -1, np.searchsorted(self._different, looks))
            for looks, flat in zip(self.looks, self.flat, strict=True)
        )
        return train, test

    @cached_property
    def _near(self) -> dict[int, list[int]]:
        """The looks that are near each look that has any."""
        near: dict[int, list[int]] = {}
        for one, other in neighbours(self._different, self.go_on).tolist():
            near.setdefault(one, []).append(other)
            near.setdefault(other, []).append(one)
        return near

    def _first_places(self, part: int) -> Places:
        """The first image of each look, −1 where none has it."""
        numbers, first = self._numbers[part], np.full(len(self._different) + 1, -1, np.int64)
        there = np.flatnonzero(numbers >= 0)[::-1]  # of several, what is written last stays
        first[numbers[there]] = there
        return first

    def _originals(self, part: int) -> Places:
        """The image that stands for each look: the first that has it, or that of a look near it.

        Who stands for other looks is near all of them, and stands for itself.
        """
        first = self._first_places(part)
        originals, standing = first.copy(), set[int]()
        for look in sorted((look for look in self._near if first[look] >= 0), key=lambda look: int(first[look])):
            before = [first[other] for other in self._near[look] if other in standing]
            if before:
                originals[look] = min(before)
            else:
                standing.add(look)
        return originals

    def _partners(self, there: NDArray[np.bool_]) -> Places:
        """For each look itself where it is there, else one near it that is, else −1."""
        partner = np.where(there, np.arange(len(there)), -1)
        for look, others in self._near.items():
            if partner[look] < 0:
                partner[look] = next((other for other in others if there[other]), -1)
        return partner

    def _with_neighbours(self, looks: Places) -> Places:
        near = [other for look in looks.tolist() for other in self._near.get(look, ())]
        return np.union1d(looks, np.array(near, np.int64))
