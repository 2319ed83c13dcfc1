"""Evaluation: the network as it stands, tried on images it does not train on."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from engine.data.dataset import Split
from engine.data.normalise import Normaliser
from engine.model.net import Net
from engine.training.metrics import accuracy, confusion

BATCH = 500


@dataclass(frozen=True, eq=False)
class Evaluation:
    """`loss` is the mean over the images, `confusion[i, j]` counts images of class i taken for class j."""

    loss: float
    confusion: NDArray[np.int64]
    seconds: float

    @property
    def accuracy(self) -> float:
        """Share of the images answered rightly."""
        return accuracy(self.confusion)


def evaluate(
    net: Net, split: Split, normaliser: Normaliser, go_on: Callable[[int], bool] = lambda _: True
) -> Evaluation | None:
    """Loss and confusion of the net on all images of the split; None when `go_on(images done)` says no in between.

    The net is left in the mode it was in; nothing of it changes and no random number is drawn.
    """
    begun, was = time.perf_counter(), net.training
    net.eval()
    try:
        with torch.inference_mode():
            sums = _sums(net, split, normaliser, go_on)
    finally:
        net.train(was)
    if sums is None:
        return None
    loss, counts = sums
    return Evaluation(loss.item() / max(1, len(split)), counts.cpu().numpy(), time.perf_counter() - begun)


def _sums(net: Net, split: Split, normaliser: Normaliser, go_on: Callable[[int], bool]) -> tuple[Tensor, Tensor] | None:
    """The sum of the losses and the confusion, on the net's device."""
    device = next(net.parameters()).device
    loss = torch.zeros((), device=device)
    counts = torch.zeros(net.classes, net.classes, dtype=torch.int64, device=device)
    for begin in range(0, len(split), BATCH):
        if not go_on(begin):
            return None
        images, labels = (part[begin : begin + BATCH].to(device) for part in (split.images, split.labels))
        logits = net(normaliser(images))
        loss += F.cross_entropy(logits, labels, reduction="sum")
        counts += confusion(labels, logits.argmax(1), net.classes)
    return loss, counts
