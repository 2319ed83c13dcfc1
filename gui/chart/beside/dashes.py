"""Dashes: a line cut into the pieces of its pattern. For a line wider than 1 Qt takes ten times as long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]


def dashed(x: Points, y: Points, pattern: Sequence[float]) -> NDArray[np.float64]:
    """Pieces (n, 4) from (x1, y1) to (x2, y2) of a line through points (n,) in pixels, in order of x.

    The pattern is a dash and a gap in turn, in pixels. What is not finite parts the line.
    """
    pieces = [_dashed(x[part], y[part], np.asarray(pattern)) for part in finite_parts(y)]
    return np.concatenate(pieces) if pieces else np.empty((0, 4))


def finite_parts(values: NDArray) -> Iterator[slice]:
    """The stretches of finite values, two or more in each."""
    finite = np.isfinite(values)
    if finite.all():
        ends = np.array([0, len(values)])
    else:
        ends = np.flatnonzero(np.diff(np.concatenate([[False], finite, [False]]).astype(np.int8)))
    for begin, end in ends.reshape(-1, 2).tolist():
        if end - begin > 1:
            yield slice(begin, end)


def _dashed(x: Points, y: Points, pattern: NDArray) -> NDArray[np.float64]:
    """Cut wherever a dash begins or ends, and at every point; of these pieces those inside a dash."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
    starts, ends = _dashes(along[-1], pattern)
    cuts = np.unique(np.concatenate([along, starts, ends]))
    middles = (cuts[1:] + cuts[:-1]) / 2
    inside = middles < ends[np.searchsorted(starts, middles, side="right") - 1]
    cut_x, cut_y = np.interp(cuts, along, x), np.interp(cuts, along, y)
    return np.stack([cut_x[:-1], cut_y[:-1], cut_x[1:], cut_y[1:]], axis=1)[inside]


def _dashes(length: float, pattern: NDArray) -> tuple[NDArray, NDArray]:
    """Where dashes begin and end along a line so long; the first begins with it."""
    rounds = np.arange(int(length / pattern.sum()) + 1)[:, None] * pattern.sum()
    edges = np.concatenate([[0.0], np.cumsum(pattern)])[:-1]
    starts = (rounds + edges[::2]).ravel()
    ends = (rounds + edges[::2] + pattern[::2]).ravel()
    there = starts <= length
    return starts[there], np.minimum(ends[there], length)
