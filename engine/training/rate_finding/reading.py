"""Reading a sweep: where its loss falls fastest, and where training runs away. Pure functions of the losses alone."""

from __future__ import annotations

from math import pi, sqrt

import numpy as np
from numpy.typing import NDArray

from engine.training.rate_finding.found_rate import FIGURES, Ended, FoundRate

Curve = NDArray[np.float64]

LOWEST, HIGHEST = 1e-6, 10.0
DECADES = 7  # between them
WIDTH, LEAST_WIDTH = 0.12, 3.0  # of the smoothing: decades of the rate, and steps
LOW = 0.15  # of the steps: at such low rates nothing is learned, so their losses show how much chance there is
RAN_AWAY = 1.5  # times the loss at low rates
MEMORY, LEAST_MEMORY = 0.05, 6  # of the steps: so long a loss must be that high, as one batch says nothing
CHANCE = 4.0  # standard deviations of the smoothed loss: less may be chance
LEAST_FALL = 0.02  # of the loss at low rates


def planned(total: int) -> Curve:
    """The rates of so many steps, evenly spread over the logarithm."""
    return np.geomspace(LOWEST, HIGHEST, total)


def read(rates: Curve, losses: Curve, ended: Ended = "all tried") -> FoundRate:
    """What losses say, one a step, of the first of the planned `rates`; `ended` says why there are no more.

    What comes after a training has run away is left out.
    """
    end, why = _end(losses, len(rates))
    tried, found = rates[:end], losses[:end]
    width = max(LEAST_WIDTH, WIDTH * len(rates) / DECADES)
    smoothed = smooth(found, width)
    return FoundRate(tried, found, smoothed, len(rates), why or ended, suggested(tried, found, smoothed, width))


def runs_away(losses: Curve, total: int) -> bool:
    """Whether no more of so many rates need to be tried."""
    return _end(losses, total)[1] is not None


def _end(losses: Curve, total: int) -> tuple[int, Ended | None]:
    """How many losses count, and why no more; None where all do."""
    memory = _memory(total)
    bad = np.flatnonzero(~np.isfinite(losses))
    count = int(bad[0]) if len(bad) else len(losses)
    if count > memory:
        lately = np.convolve(losses[:count], np.full(memory, 1 / memory), "valid")
        above = np.flatnonzero(lately[1:] > RAN_AWAY * lately[0])
        if len(above):
            return int(above[0]) + 1 + memory, "ran away"
    return count, "no number" if len(bad) else None


def _memory(total: int) -> int:
    """In steps."""
    return max(LEAST_MEMORY, int(MEMORY * total))


def smooth(losses: Curve, width: float) -> Curve:
    """Each loss with its neighbours on both sides, so that the curve lies at the rates that it is about.

    `width` is the standard deviation of a Gaussian, in steps.
    """
    reach = int(3 * width)
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / width) ** 2)
    if len(losses) == 0:
        return losses
    inside = slice(reach, reach + len(losses))
    counted = np.convolve(np.ones(len(losses)), weights)[inside]
    smoothed: Curve = np.convolve(losses, weights)[inside] / counted
    return smoothed


def suggested(rates: Curve, losses: Curve, smoothed: Curve, width: float) -> float | None:
    """The rate at which the loss falls fastest; None where it does not fall clearly."""
    if len(losses) < 2 * LEAST_MEMORY:
        return None
    low = losses[: max(LEAST_MEMORY, int(LOW * len(losses)))]
    lowest = np.minimum.accumulate(smoothed)  # falling back from a peak is no learning
    fall = low.mean() - lowest[-1]
    chance = low.std() / sqrt(2 * sqrt(pi) * width)
    if not fall > max(CHANCE * chance, LEAST_FALL * low.mean()):
        return None
    steepest = int(np.gradient(lowest, np.log(rates)).argmin())
    return float(f"{rates[steepest]:.{FIGURES}g}")
