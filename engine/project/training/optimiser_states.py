"""What a training keeps beside the weights: the numbers of its optimiser, and an average of the weights."""

from __future__ import annotations

from typing import assert_never

from engine.project.training.optimisers import Adagrad, Adam, AdamW, NAdam, Optimiser, RmsProp, Sgd
from engine.project.training.training_settings import TrainingSettings


def kept_beside(training: TrainingSettings) -> int:
    """How many numbers a training keeps for each weight: its optimiser's, and one more where weights are averaged."""
    return states(training.optimiser) + (training.average is not None)


def states(settings: Optimiser) -> int:
    """How many numbers the optimiser keeps for each weight."""
    match settings:
        case Sgd(momentum=momentum):
            return int(momentum > 0)
        case Adam() | AdamW() | NAdam():
            return 2
        case RmsProp(momentum=momentum, centered=centered):
            return 1 + (momentum > 0) + centered
        case Adagrad():
            return 1
        case _:
            assert_never(settings)
