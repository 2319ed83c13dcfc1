"""Surveying: the filters or units of a layer told apart: their norms, which are alike, what each answers to."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from engine.analysis.analysis import Analysis, analyse
from engine.analysis.wiring import wiring
from engine.inspection.enlarging.enlarged_filter import NO_FILTERS
from engine.inspection.enlarging.parts import Survey
from engine.inspection.muting.sample import Sample
from engine.model.net import Net
from engine.network.layers import BatchNorm, Dropping, Pointwise

ALIKE = 0.98  # the cosine from which on two are as good as the same
SEARCHED = 2048  # weights of each that the search for the most alike looks at
BLOCK = 2**22  # weights that are compared whole at a time
CHUNK = 256  # of them held against all at a time
GoOn = Callable[[], None]
Values = NDArray[np.float32]


def surveyed(net: Net, address: str, sample: Sample, go_on: GoOn = lambda: None) -> Survey:
    """Of a network in evaluation mode. `go_on` may raise to end it. InputError where the layer has no filters."""
    layer = net.layers.get(address)
    if not isinstance(layer, nn.Conv2d | nn.Linear):
        raise NO_FILTERS
    with torch.no_grad():
        weights, end = layer.weight.detach().flatten(1), _end(net, address)
        nearest, likeness, twin = most_alike(weights, go_on)
        seen = _Seen(len(weights), net.classes)
        for images, labels in sample.batches(net):
            go_on()
            seen.add(net.run(images, (end,))[end], labels)
    prefers, there, elsewhere = seen.preferred()
    return Survey(
        address=address,
        images=len(sample),
        norms=weights.norm(dim=1).numpy(),
        nearest=nearest,
        likeness=likeness,
        twin=twin,
        prefers=prefers,
        there=there,
        elsewhere=elsewhere,
        dead=seen.dead,
    )


def most_alike(weights: Tensor, go_on: GoOn = lambda: None) -> tuple[NDArray[np.int64], Values, NDArray[np.int64]]:
    """For each row (n, weights) the other one with the highest cosine, that, and the first before it that is as good
    as the same, -1 where none is; searched among some of the weights where there are very many of them. What is no
    number counts as 0.
    """
    count, length = weights.shape
    nearest, likeness = torch.zeros(count, dtype=torch.int64), torch.zeros(count)
    twin = torch.full((count,), -1)
    some = F.normalize(weights[:, :: -(-length // SEARCHED)].nan_to_num(), dim=1)
    for begin in range(0, count if count > 1 else 0, CHUNK):
        go_on()
        rows = slice(begin, min(begin + CHUNK, count))
        alike = some[rows] @ some.T
        alike[torch.arange(len(alike)), torch.arange(rows.start, rows.stop)] = -2
        nearest[rows] = alike.argmax(1)
        likeness[rows] = _cosines(weights, rows, nearest[rows])
        first = _first_alike(alike, rows)
        twin[rows] = torch.where(_cosines(weights, rows, first) >= ALIKE, first, -1)
        twin[rows][first == torch.arange(rows.start, rows.stop)] = -1
    return nearest.numpy(), likeness.numpy(), twin.numpy()


def _first_alike(alike: Tensor, rows: slice) -> Tensor:
    """For each of these rows the first row before it that is as good as the same, or itself: the first of those that
    are alike is the original.
    """
    own = torch.arange(rows.start, rows.stop)
    before = torch.arange(alike.shape[1]) < own[:, None]
    found = (alike >= ALIKE) & before
    return torch.where(found.any(1), found.int().argmax(1), own)


def _cosines(weights: Tensor, rows: slice, others: Tensor) -> Tensor:
    """Of these rows each with its other one; so many at a time that they are not a copy of all weights."""
    at_once = max(1, BLOCK // max(1, weights.shape[1]))
    pairs = zip(torch.split(weights[rows], at_once), torch.split(others, at_once), strict=True)
    return torch.cat([
        F.cosine_similarity(own.nan_to_num(), weights[other].nan_to_num(), dim=1) for own, other in pairs
    ])  # fmt: skip


class _Seen:
    """What channels gave to images of the classes: sums of their means by class, the least and the greatest value."""

    def __init__(self, channels: int, classes: int) -> None:
        self._sums = torch.zeros(classes, channels, dtype=torch.float64)
        self._images = torch.zeros(classes, dtype=torch.int64)
        self._low, self._high = torch.full((channels,), torch.inf), torch.full((channels,), -torch.inf)

    def add(self, values: Tensor, labels: Tensor) -> None:
        """Values (n, channels, …) of images with these labels."""
        flat = values.flatten(2) if values.ndim > 2 else values[:, :, None]
        self._sums.index_add_(0, labels, flat.mean(2).double().nan_to_num())
        self._images += torch.bincount(labels, minlength=len(self._images))
        self._low = torch.minimum(self._low, flat.amin((0, 2)))
        self._high = torch.maximum(self._high, flat.amax((0, 2)))

    @property
    def dead(self) -> NDArray[np.bool_]:
        """Those that gave one value alone."""
        return (self._low == self._high).numpy()

    def preferred(self) -> tuple[NDArray[np.int64], Values, Values]:
        """For each channel the class with the highest mean, that mean, and the mean of all other images."""
        counts = self._images[:, None]
        means = (self._sums / counts).nan_to_num(-torch.inf)
        there, prefers = means.max(0)
        others = (self._sums.sum(0) - self._sums.gather(0, prefers[None])[0]) / (
            self._images.sum() - self._images[prefers]
        ).clamp_min(1)
        return prefers.numpy(), there.float().numpy(), others.float().numpy()


def _end(net: Net, address: str) -> str:
    """Behind the norm, the activation and the dropout that alone work on what a layer gives."""
    analysis = analyse(net.network, net.shape, net.classes)
    users = wiring(analysis).users
    while len(behind := users.get(address, ())) == 1 and _goes_with(analysis, behind[0]):
        (address,) = behind
    return address


def _goes_with(analysis: Analysis, address: str) -> bool:
    return isinstance(analysis.instances[address].node.op, BatchNorm | Pointwise | Dropping)
