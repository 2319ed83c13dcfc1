"""Spread: means of stretches of a curve, and how far each may be off by chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Figures = NDArray[np.float64]
SIGMAS = 3.0  # of the means of its ends: so far apart they are no chance


@dataclass(frozen=True, eq=False)
class Stretches:
    """Of consecutive stretches, as long as each other: means and their standard errors, (stretches,)."""

    means: Figures
    errors: Figures


def stretches(values: Figures, count: int) -> Stretches:
    """Divides a curve, (steps,) with `count` steps at least."""
    parts = np.array_split(np.asarray(values, np.float64), count)
    means = np.array([part.mean() for part in parts])
    errors = np.array([part.std() / np.sqrt(len(part)) for part in parts])
    return Stretches(means, errors)


def falls(values: Figures) -> bool:
    """Whether a curve, (steps,), comes down beyond what chance moves it, however slowly."""
    found = stretches(values, 4)
    return bool(found.means[0] - found.means[-1] > SIGMAS * (found.errors[0] + found.errors[-1]))


def sigma(values: Figures) -> float:
    """How far single values lie about a smooth curve through them, (values,): by their second differences.

    A straight rise or fall is no spread. Of fewer than four values it is that of their differences.
    """
    if len(values) < 2:
        return 0.0
    twice = len(values) >= 4
    differences = np.diff(values, 2 if twice else 1)
    return float(np.sqrt((differences**2).mean() / (6 if twice else 2)))
