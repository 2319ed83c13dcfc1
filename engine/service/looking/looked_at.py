"""Looked at: a copy of the shown model as it is muted, apart from any generator that others draw from."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

from engine.data.batches.normalise import Normaliser
from engine.data.dataset import Dataset
from engine.inspection.muting.mutes import Mutes
from engine.model.net import Net
from engine.model.own_dropout import draw_apart
from engine.project.project import Project
from engine.training.steps.losses import Loss, loss_of
from engine.training.steps.preparation import class_weights_of

if TYPE_CHECKING:
    from engine.service.model.showing import Showing


@dataclass(frozen=True, eq=False)
class LookedAt:
    """With its images; `complete` says whether it can answer."""

    net: Net
    project: Project
    step: int
    complete: bool
    dataset: Dataset
    normaliser: Normaliser
    mutes: Mutes

    @property
    def loss(self) -> Loss:
        """What its training makes smaller."""
        return loss_of(self.project.training, class_weights_of(self.project, self.dataset, torch.device("cpu")))

    def draw_anew(self) -> None:
        """Dropout draws the same again."""
        if self.net.generator is not None:
            self.net.generator.manual_seed(self.project.training.seed)


def looked_at(showing: Showing) -> LookedAt:
    """On the thread of the moments. Raises DataError, and NotRead."""
    shown, dataset = showing.shown, showing.data
    net = deepcopy(showing.heard)
    draw_apart(net)
    return LookedAt(net, shown.project, shown.step, shown.complete, dataset, showing.normaliser, showing.mutes)
