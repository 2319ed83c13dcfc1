"""Neighbours: hashes of 64 bits that differ in a few bits alone, found without comparing each with every other.

The bits are split into one band more than may differ: two hashes that are near have at least one band in common, so
only those that share a band are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

NEAR = 2  # bits
BANDS = ((0, 22), (22, 21), (43, 21))  # where each begins, and how many bits it has: NEAR + 1 of them


def neighbours(looks: NDArray[np.uint64], go_on: Callable[[], None] = lambda: None) -> NDArray[np.int64]:
    """(pairs, 2): places of different hashes, the smaller first, that differ in NEAR bits at most; sorted.

    The hashes (n,) are all different. `go_on` is called now and then, and may raise.
    """
    found = [pair for shift, bits in BANDS for pair in _in_band(looks, shift, bits, go_on)]
    pairs = np.sort(np.concatenate(found), axis=1) if found else np.empty((0, 2), np.int64)
    numbers = np.unique(pairs[:, 0] * len(looks) + pairs[:, 1])
    return np.stack(np.divmod(numbers, max(1, len(looks))), axis=1)


def _in_band(
    looks: NDArray[np.uint64], shift: int, bits: int, go_on: Callable[[], None]
) -> Iterator[NDArray[np.int64]]:
    """Each is compared with the next that has the same band, then with the one after that, and so on."""
    band = (looks >> np.uint64(shift)) & np.uint64(2**bits - 1)
    order = np.argsort(band, kind="stable")
    band, ordered = band[order], looks[order]
    at, away = np.arange(len(looks)), 1
    while True:
        go_on()
        at = at[at < len(looks) - away]
        at = at[band[at] == band[at + away]]
        if not len(at):
            return
        near = at[np.bitwise_count(ordered[at] ^ ordered[at + away]) <= NEAR]
        yield np.stack((order[near], order[near + away]), axis=1)
        away += 1
