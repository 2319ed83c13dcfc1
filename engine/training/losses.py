"""Losses: what a step makes smaller."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

import torch.nn.functional as F
from torch import Tensor

from engine.project.training.training_settings import TrainingSettings

Loss: TypeAlias = Callable[[Tensor, Tensor], Tensor]
"""Of logits (N, classes) and labels (N,): one number, the mean over the images."""


def loss_of(training: TrainingSettings) -> Loss:
    """Cross-entropy, with its labels smoothed as is set."""
    return partial(F.cross_entropy, label_smoothing=training.label_smoothing)
