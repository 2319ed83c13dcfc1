"""Losses: what a step makes smaller."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias, assert_never

import torch.nn.functional as F
from torch import Tensor

from engine.project.training.training_settings import TrainingSettings

Loss: TypeAlias = Callable[[Tensor, Tensor], Tensor]
"""Of logits (N, classes) and labels (N,): one number, the mean over the images."""


def loss_of(training: TrainingSettings, weights: Tensor | None = None) -> Loss:
    """The one that is set; `weights` (classes,) are how much an image of each class counts, None for all alike."""
    match training.loss:
        case "cross-entropy":
            return partial(F.cross_entropy, weight=weights, label_smoothing=training.label_smoothing)
        case "squared-error":
            return partial(squared_error, weight=weights, label_smoothing=training.label_smoothing)
        case _:
            assert_never(training.loss)


def squared_error(logits: Tensor, labels: Tensor, weight: Tensor | None, label_smoothing: float) -> Tensor:
    """Mean over images and classes of the squared difference between softmax and truth, one-hot or smoothed."""
    found, classes = logits.softmax(1), logits.shape[1]
    truth = F.one_hot(labels, classes).to(found.dtype)
    if label_smoothing:
        truth = (1 - label_smoothing) * truth + label_smoothing / classes
    if weight is None:
        return F.mse_loss(found, truth)
    counts = weight[labels]
    return (F.mse_loss(found, truth, reduction="none").mean(1) * counts).sum() / counts.sum()
