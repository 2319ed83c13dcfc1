"""Regions: which parts of a picture hang together, and which of them are a drawing rather than specks and edges."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Labels = NDArray[np.intp]

SPECK = 0.02  # of the largest region's pixels: what is smaller is dust
ACROSS = 0.9  # of a side of the picture: no drawing is this long, as there is room around it
INSIDE = 0.1  # of the picture's longer side: what is this long and lies wholly in the picture is a drawing


def drawing_among(mask: Mask, certain: Mask) -> Mask:
    """Of a mask (H, W) the regions that hold something certain, without specks.

    What the picture's edge cuts, as the table beside the sheet, is left out too where a drawing remains without it.
    """
    labels = labelled(mask)
    count = int(labels.max()) + 1
    kept = np.bincount(labels[certain & mask], minlength=count) > 0
    kept[0] = False
    inside = kept.copy()
    inside[np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])] = False
    if (_lengths(labels, count)[inside] >= INSIDE * max(mask.shape)).any():
        kept = inside
    sizes = np.bincount(labels.ravel(), minlength=count) * kept
    kept &= sizes >= SPECK * sizes.max()
    return np.take(kept, labels)


def reaches_across(mask: Mask) -> bool:
    """Whether what is there reaches from about one edge of a picture to the opposite one, be it in pieces."""
    places = (np.flatnonzero(mask.any(axis)) for axis in (1, 0))
    return any(
        len(found) > 0 and np.ptp(found) + 1 >= ACROSS * length
        for found, length in zip(places, mask.shape, strict=True)
    )


def labelled(mask: Mask) -> Labels:
    """A number from 1 up for each region that hangs together, corners included; 0 where the mask is not."""
    labels, parents = np.zeros(mask.shape, np.intp), [0]
    above: list[tuple[int, int, int]] = []
    for row, runs in enumerate(_runs(mask)):
        here = []
        for start, end in runs:
            label = _joined(parents, [known for first, last, known in above if first <= end and last >= start])
            labels[row, start:end] = label
            here.append((start, end, label))
        above = here
    roots = np.array([_root(parents, label) for label in range(len(parents))])
    return np.take(np.unique(roots, return_inverse=True)[1], labels)


def _runs(mask: Mask) -> list[list[tuple[int, int]]]:
    """Of each row, where it is true: from which column up to which, that one not included."""
    changes = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8))
    starts, ends = np.argwhere(changes == 1).tolist(), np.argwhere(changes == -1).tolist()
    runs: list[list[tuple[int, int]]] = [[] for _ in mask]
    for (row, start), (_, end) in zip(starts, ends, strict=True):
        runs[row].append((start, end))
    return runs


def _joined(parents: list[int], touching: list[int]) -> int:
    """The one label of all regions that a run touches, or a new one."""
    if not touching:
        parents.append(len(parents))
        return len(parents) - 1
    roots = {_root(parents, label) for label in touching}
    for root in roots:
        parents[root] = min(roots)
    return min(roots)


def _root(parents: list[int], label: int) -> int:
    while parents[label] != label:
        label = parents[label]
    return label


def _lengths(labels: Labels, count: int) -> NDArray[np.intp]:
    """The longer side of the box around each region, in pixels."""
    lengths = np.zeros(count, np.intp)
    for positions in np.nonzero(labels):
        owners = labels[labels > 0]
        first, last = np.full(count, max(labels.shape)), np.full(count, -1)
        np.minimum.at(first, owners, positions)
        np.maximum.at(last, owners, positions)
        lengths = np.maximum(lengths, last - first + 1)
    return lengths


def widened(mask: Mask) -> Mask:
    """The mask and all neighbours of its pixels, corners included."""
    rows = mask.copy()
    rows[1:] |= mask[:-1]
    rows[:-1] |= mask[1:]
    both = rows.copy()
    both[:, 1:] |= rows[:, :-1]
    both[:, :-1] |= rows[:, 1:]
    return both
