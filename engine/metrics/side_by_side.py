"""Side by side: an order of the classes in which those that are taken for each other are neighbours."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from engine.metrics.confusion import Confusion


def side_by_side(confusion: Confusion) -> NDArray[np.int64]:
    """The classes (size,) in that order: the most confused first, those that never are last, as they come.

    The pair that is confused most is put side by side, then the next one whose classes both have a side that is free,
    and so forth; the chains that come of it stand one after the other, by the mistakes within their classes.
    """
    chains = _Chains(confusion.size)
    for one, other in _pairs(confusion):
        chains.join(one, other)
    mistakes = confusion.images_of_class + confusion.answers_of_class - 2 * confusion.right
    ordered = sorted(chains.all(), key=lambda chain: (-int(mistakes[list(chain)].sum()), min(chain)))
    return np.fromiter((label for chain in ordered for label in chain), np.int64, confusion.size)


def _pairs(confusion: Confusion) -> Iterator[tuple[int, int]]:
    """Classes that are confused, in whichever direction, the most frequent first."""
    wrong = confusion.truths != confusion.answers
    truths, answers = confusion.truths[wrong], confusion.answers[wrong]
    low, high = np.minimum(truths, answers), np.maximum(truths, answers)
    pairs, which = np.unique(low * confusion.size + high, return_inverse=True)
    counts = np.bincount(which, confusion.counts[wrong], len(pairs))
    falling = pairs[np.argsort(-counts, kind="stable")]
    return zip((falling // max(1, confusion.size)).tolist(), (falling % max(1, confusion.size)).tolist(), strict=True)


class _Chains:
    """Every class is a chain of its own at first."""

    def __init__(self, size: int) -> None:
        self._of = [deque((label,)) for label in range(size)]

    def all(self) -> list[deque[int]]:
        """Each once."""
        return list({id(chain): chain for chain in self._of}.values())

    def join(self, one: int, other: int) -> None:
        """Puts two classes side by side where both are ends, of different chains."""
        first, second = self._of[one], self._of[other]
        if first is second or not (_is_end(first, one) and _is_end(second, other)):
            return
        if len(first) < len(second):
            one, other, first, second = other, one, second, first
        inward = second if second[0] == other else reversed(second)
        if first[-1] == one:
            first.extend(inward)
        else:
            first.extendleft(inward)
        for label in second:
            self._of[label] = first


def _is_end(chain: deque[int], label: int) -> bool:
    return label in (chain[0], chain[-1])
