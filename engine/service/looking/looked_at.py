"""Looked at: a copy of the shown model with its images, apart from any generator that others draw from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

from engine.data.dataset import Dataset
from engine.inspection.muting.mutes import Mutes
from engine.model.own_dropout import draw_apart
from engine.project.project import Project
from engine.service.looking.copied import Copied, copied
from engine.training.steps.losses import Loss, loss_of
from engine.training.steps.preparation import class_weights_of

if TYPE_CHECKING:
    from engine.service.model.showing import Showing


@dataclass(frozen=True, eq=False)
class LookedAt(Copied):
    """`complete` says whether it can answer."""

    project: Project
    complete: bool
    dataset: Dataset
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
    copy = copied(showing)
    draw_apart(copy.net)
    of = copy.net, copy.normaliser, copy.step
    return LookedAt(*of, shown.project, shown.complete, dataset, showing.mutes)
