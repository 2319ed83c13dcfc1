"""Predictions: what an evaluation found for each image, predictions/000938-test.bin; every figure comes from them.

A file holds one record an image, in the order of the split, and nothing else: little endian, 12 bytes. The labels are
the data's and are not stored. Which are right shows without them: the truth has rank 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.events import Evaluated
from engine.project.data.splits import EvaluatedSplit
from engine.runs.kept.step_files import StepFiles
from engine.runs.plain import plain

PREDICTION = np.dtype(
    [
        ("predicted", "<u2"),  # the class with the highest value, the first of several
        ("rank", "<u2"),  # of the true class among all: 1 is the network's first choice. Of equal ones the first leads
        ("probability", "<f4"),  # of the predicted class; not a number where the network's values are none
        ("truth", "<f4"),  # probability of the true class
    ]
)
Predicted = NDArray[np.void]
ALIKE = 1e-6  # accuracies that differ by less
MOST = 64  # files of a run, of both splits together
LEAST_PROBABILITY = float(np.finfo(np.float32).smallest_subnormal)  # what is lower was stored as 0


class Predictions(StepFiles):
    """The predictions on one split of one run."""

    def __init__(self, folder: Path, split: EvaluatedSplit) -> None:
        super().__init__(folder, f"-{split}.bin", f"file of the predictions on the {split} images")

    def save(self, step: int, predicted: Predicted) -> None:
        """Keeps them; raises OSError."""
        self.write(step, predicted.astype(PREDICTION, copy=False).tobytes())

    def load(self, step: int) -> Predicted:
        """Those after a step (images,); raises RunFolderError in words."""
        content = self.read(step)
        if not content or len(content) % PREDICTION.itemsize:
            raise self.unreadable(step)
        return np.frombuffer(content, PREDICTION)

    def load_as(self, step: int, logged: Sequence[Evaluated]) -> Predicted:
        """The same; refused too where they are not those of any of the `logged` evaluations of the step."""
        found = self.load(step)
        if logged and not any(_are_of(found, one) for one in logged):
            raise self.unreadable(step)
        return found


def _are_of(found: Predicted, logged: Evaluated) -> bool:
    """Whether images and accuracy are those that the log has."""
    images = sum(map(sum, logged.confusion))
    return images in (0, len(found)) and abs(share_right(found) - logged.accuracy) < ALIKE


def right(predicted: Predicted) -> NDArray[np.bool_]:
    """Which images (images,) were answered rightly."""
    found: NDArray[np.bool_] = predicted["rank"] == 1
    return found


def share_right(predicted: Predicted) -> float:
    """The accuracy, a fraction; 0 without images."""
    return float(right(predicted).sum() / max(1, len(predicted)))


def mean_loss(predicted: Predicted) -> float | None:
    """The mean cross-entropy, None where it is no number or there are no images.

    It is that of the evaluation up to rounding: what is stored cannot tell a loss of one image above 103 from 103.
    """
    if len(predicted) == 0:
        return None
    return plain(float(-np.log(np.maximum(predicted["truth"].astype(np.float64), LEAST_PROBABILITY)).mean()))
