"""What an optimiser keeps beside the weights."""

from __future__ import annotations

from typing import assert_never

from engine.project.training.optimisers import Adagrad, Adam, AdamW, NAdam, Optimiser, RmsProp, Sgd


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
