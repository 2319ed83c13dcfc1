"""Evaluation: the network as it stands, tried on images it does not train on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import inf
from typing import assert_never

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.data.batches.normalise import Normaliser
from engine.data.dataset import Split
from engine.events import MATRIX_CLASSES
from engine.metrics.confusion import Confusion, counted
from engine.model.capacity import TRIED_AT_ONCE, images_at_once
from engine.model.net import Net
from engine.project.training.training_settings import LossKind
from engine.runs.kept.predictions import PREDICTION, Predicted, share_right
from engine.runs.plain import plain


@dataclass(frozen=True, eq=False)
class Evaluation:
    """`loss` is the mean cross-entropy over the images, `predicted` has a record for each, in the order of the split.

    `squared_error` is that of the probabilities, as a training by it has it. `seconds` are those of the work, without
    any waiting in `go_on`.
    """

    loss: float
    predicted: Predicted
    confusion: Confusion
    seconds: float
    squared_error: float

    def trained_loss(self, kind: LossKind) -> float | None:
        """What a training by this loss makes smaller; None where that is the cross-entropy, or it is no number."""
        match kind:
            case "cross-entropy":
                return None
            case "squared-error":
                return plain(self.squared_error)
            case _:
                assert_never(kind)

    @property
    def accuracy(self) -> float:
        """Share of the images answered rightly."""
        return share_right(self.predicted)

    @property
    def rows(self) -> tuple[tuple[int, ...], ...]:
        """The confusion matrix for an event; () of more than MATRIX_CLASSES."""
        return self.confusion.rows() if self.confusion.size <= MATRIX_CLASSES else ()


def evaluate(
    net: Net, split: Split, normaliser: Normaliser, go_on: Callable[[int], bool] = lambda _: True
) -> Evaluation | None:
    """What the net makes of all images of the split; None when `go_on(images done)` says no in between.

    The net is left in the mode it was in; nothing of it changes and no random number is drawn.
    """
    was, seconds = net.training, 0.0
    found = np.zeros((5, len(split)), np.float32)
    net.eval()
    try:
        for part in _parts(len(split), images_at_once(net, TRIED_AT_ONCE)):
            if not go_on(part.start):
                return None
            begun = time.perf_counter()
            found[:, part] = _tried(net, split, normaliser, part).cpu().numpy()
            seconds += time.perf_counter() - begun
    finally:
        net.train(was)
    begun = time.perf_counter()
    predicted = _records(found)
    counts = counted(split.labels.cpu().numpy(), predicted["predicted"].astype(np.int64), net.classes)
    loss, squared = (float(one.sum(dtype=np.float64)) / max(1, len(split)) for one in (-found[3], found[4]))
    return Evaluation(loss, predicted, counts, seconds + time.perf_counter() - begun, squared)


def _parts(images: int, at_once: int) -> Iterator[slice]:
    return (slice(begin, begin + at_once) for begin in range(0, images, at_once))


@torch.inference_mode()
def _tried(net: Net, split: Split, normaliser: Normaliser, part: slice) -> Tensor:
    """Of one batch (5, images), in one tensor so that the device is waited for once.

    The predicted class, the truth's rank, the logarithms of the probability of both, and the mean over the classes of
    the squared difference between probability and truth.
    """
    device = next(net.parameters()).device
    labels = split.labels[part].to(device)[:, None]
    logits = net(normaliser(split.part(part.start, part.stop).to(device))).float()
    predicted, ranks = _placed(logits, labels)
    all_logs = logits.log_softmax(1)
    logs = all_logs.gather(1, torch.cat((predicted, labels), 1))
    found = all_logs.exp()
    squared = (found.square().sum(1, keepdim=True) - 2 * found.gather(1, labels) + 1) / logits.shape[1]
    return torch.cat((predicted, ranks, logs, squared), 1).T


def _placed(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    """The predicted class and the rank of the truth, both (images, 1); of equal classes the first leads.

    What is no number counts as infinite, so that the truth has rank 1 just where it is predicted.
    """
    values = logits.nan_to_num(nan=inf, posinf=inf, neginf=-inf)
    own = values.gather(1, labels)
    lower = torch.arange(values.shape[1], device=values.device) < labels
    ahead = (values > own) | ((values == own) & lower)
    return values.argmax(1, keepdim=True), ahead.sum(1, keepdim=True) + 1


def _records(found: NDArray[np.float32]) -> Predicted:
    records = np.zeros(found.shape[1], PREDICTION)
    records["predicted"], records["rank"] = found[0], found[1]
    records["probability"], records["truth"] = np.exp(found[2:4])
    return records
