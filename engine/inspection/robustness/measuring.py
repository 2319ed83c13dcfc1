"""Measuring: a sample of images is distorted more and more, and a network is asked about each."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np
import torch
from torch import Tensor

from engine.errors import InputError
from engine.inspection.answering import answering
from engine.inspection.muting.sample import Sample
from engine.inspection.robustness.distorting import distorted
from engine.inspection.robustness.distortions import Kind, distortion, kind_of
from engine.inspection.robustness.robustness import Robustness
from engine.inspection.run_away import NO_NUMBERS
from engine.model.net import Net

Tell = Callable[[int, int], None]


def measured(
    net: Net, sample: Sample, kind: Kind, strengths: Collection[float] | None = None, tell: Tell = lambda *_: None
) -> Robustness:
    """What a network in evaluation mode makes of a sample at these strengths, or at the usual ones, and undistorted.

    `tell(done, of)` counts looks at an image; it is called before each batch and may raise to end it. Raises InputError
    in words where there are no images, no such strength, or some answer is not a number.
    """
    if not len(sample):
        raise InputError("There are no test images.", "Choose data with test images.")
    how = kind_of(kind)
    rising = sorted({float(one) for one in (how.tested if strengths is None else strengths)} | {how.nothing})
    found, done = [], 0
    for images, which in sample.parts(net):
        seeds, parts = sample.places[which].tolist(), []
        for strength in rising:
            tell(done, len(sample) * len(rising))
            parts.append(_answers(net, sample, distorted(images, distortion(kind, strength), seeds)))
            done += len(images)
        found.append(torch.stack(parts))
    whole = torch.cat(found, 1)  # (strengths, images, 2)
    return Robustness(
        kind,
        tuple(rising),
        net.classes,
        sample.places.numpy(),
        sample.images.labels.numpy(),
        whole[..., 0].numpy().astype(np.int64),
        whole[..., 1].numpy().astype(np.float32),
    )


def _answers(net: Net, sample: Sample, images: Tensor) -> Tensor:
    """The class of each image and its probability, float64 (n, 2)."""
    with torch.no_grad():
        probability, predicted = answering(net, sample.normaliser(images)).softmax(1).max(1)
    if not bool(probability.isfinite().all()):
        raise InputError("What the network makes of these images is not a number.", NO_NUMBERS)
    return torch.stack((predicted.double(), probability.double()), 1)
