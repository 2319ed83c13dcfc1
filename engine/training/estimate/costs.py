"""Costs: what a machine takes for each figure of a step's work, fitted to what was measured on it so far.

A few measurements cannot tell all figures apart. So the fit keeps near what is usual, and what it says is used as a
ratio alone: how much longer than a network that was measured. Plain arithmetic, free of torch.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

Features: TypeAlias = Sequence[float]

# Seconds on one core, roughly: of a step, a layer, a number that the optimiser goes through; of a multiply-add of a
# convolution and of a linear layer, a value, a pixel.
USUAL_STEP = (7e-5, 3e-5, 4e-10)
USUAL_IMAGE = (3e-11, 8e-11, 7e-10, 2e-9)
HOLD = 0.3  # how firmly the fit keeps to what is usual, beside one measurement
LEAST = 0.05  # of what is usual: no figure costs nothing


class Costs:
    """Seconds for each figure, fitted so that no measurement is far off by its share, however small it is."""

    def __init__(self, usual: Features, work: Sequence[Features], seconds: Sequence[float]) -> None:
        self._each = np.array(usual)
        measured = [(row, took) for row, took in zip(work, seconds, strict=True) if took > 0]
        if measured:
            self._fit(np.array([row for row, _ in measured]), np.array([took for _, took in measured]))

    def seconds(self, work: Features) -> float:
        """For so much work."""
        return float(np.dot(self._each, work))

    def _fit(self, work: np.ndarray, took: np.ndarray) -> None:
        usual = self._each * np.median(took / (work @ self._each))
        shares = work * usual / took[:, None]  # what is fitted is by how much each figure is dearer than usual
        firm = HOLD * np.eye(len(usual))
        found = np.linalg.lstsq(np.vstack((shares, firm)), np.concatenate((np.ones(len(took)), np.diag(firm))))[0]
        self._each = usual * np.maximum(found, LEAST)
