"""Evaluation: the network as it stands, tried on images it does not train on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import fsum

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from engine.data.dataset import Split
from engine.data.normalise import Normaliser
from engine.model.capacity import images_at_once
from engine.model.net import Net
from engine.runs.accuracy_and_confusion import accuracy, confusion

BATCH = 500  # images at a time, at most


@dataclass(frozen=True, eq=False)
class Evaluation:
    """`loss` is the mean over the images, `confusion[i, j]` counts images of class i taken for class j.

    `seconds` are those of the work, without any waiting in `go_on`.
    """

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
    was, seconds = net.training, 0.0
    losses: list[float] = []
    counts = np.zeros((net.classes, net.classes), np.int64)
    net.eval()
    try:
        for part in _parts(len(split), images_at_once(net, BATCH)):
            if not go_on(part.start):
                return None
            begun = time.perf_counter()
            loss, found = _tried(net, split, normaliser, part)
            losses.append(loss.item())
            counts += found
            seconds += time.perf_counter() - begun
    finally:
        net.train(was)
    return Evaluation(fsum(losses) / max(1, len(split)), counts, seconds)


def _parts(images: int, at_once: int) -> Iterator[slice]:
    return (slice(begin, begin + at_once) for begin in range(0, images, at_once))


@torch.inference_mode()
def _tried(net: Net, split: Split, normaliser: Normaliser, part: slice) -> tuple[Tensor, NDArray[np.int64]]:
    """The sum of the losses, on the net's device, and the confusion of one batch."""
    device = next(net.parameters()).device
    labels = split.labels[part]
    logits = net(normaliser(split.images[part].to(device)))
    loss = F.cross_entropy(logits, labels.to(device), reduction="sum")
    return loss, confusion(labels.cpu().numpy(), logits.argmax(1).cpu().numpy(), net.classes)
