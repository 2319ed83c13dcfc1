"""Ranking: the filters or units of a layer by what it costs to mute each alone."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from engine.errors import InputError
from engine.inspection.muting.effect import Answers, counted, none
from engine.inspection.muting.muted_net import gate_for, gated
from engine.inspection.muting.sample import Sample
from engine.model.net import Chain, Net, Sum

Tell = Callable[[int, int], None]


class Cost(NamedTuple):
    """A channel, counted from 0, how many images fewer are right without it, and by how much the loss is higher."""

    channel: int
    lost: int
    loss: float


@dataclass(frozen=True, eq=False)
class Ranking:
    """The channels of the layer at an address, those whose muting costs most first: by the loss, which tells more.

    `whole` is what the network makes of the same images with all of them.
    """

    address: str
    whole: Answers
    costs: tuple[Cost, ...] = field(repr=False)


def rank(net: Net, address: str, sample: Sample, mean: Tensor | None = None, tell: Tell = lambda *_: None) -> Ranking:
    """Mutes each channel of a layer alone and asks what the network makes of a sample without it.

    It gives zero, or the `mean` (channels,) where that is given. What comes before the layer is computed once.
    `tell(done, of)` is called before each channel of each batch and may raise to end it. Raises InputError where the
    network has no such layer.
    """
    gate = gate_for(net, address, mean)
    begin = _reached(net.stack, address)
    if gate is None or begin is None:
        raise InputError("The shown model has no such layer to mute.", "Choose a layer before its answer.")
    head, tail = _divided(net.stack, begin)
    behind, channels = gated(tail, {address: gate}), len(gate.closed)
    whole, right, losses = none(net.classes), np.zeros(channels, np.int64), np.zeros(channels)  # without each
    done, total = 0, channels * len(sample)
    with torch.no_grad():
        for images, labels in sample.batches(net):
            there = head(images)
            whole += counted(tail(there), labels, net.classes)
            for channel in range(channels):
                tell(done, total)
                gate.close((channel,))
                without = counted(behind(there), labels, net.classes)
                right[channel] += without.right.sum()
                losses[channel] += without.losses
                done += len(images)
    return Ranking(address, whole, _costs(whole, right, losses / max(1, whole.count)))


def _costs(whole: Answers, right: NDArray[np.int64], loss: NDArray[np.float64]) -> tuple[Cost, ...]:
    lost, risen = whole.right.sum() - right, loss - whole.loss
    return tuple(sorted(map(Cost, range(len(lost)), lost.tolist(), risen.tolist()), key=_least_first))


def _least_first(cost: Cost) -> tuple[float, int, int]:
    """By the loss; what is no number is the worst."""
    return -(cost.loss if math.isfinite(cost.loss) else math.inf), -cost.lost, cost.channel


def _divided(chain: Chain, begin: int) -> tuple[Chain, Chain]:
    """A chain in two: `begin` modules, and the rest, before which stands what they give."""
    modules = list(chain)
    head = Chain(modules[:begin], [() for _ in range(begin + 1)])
    return head, Chain(modules[begin:], chain.marks[begin:])


def _reached(chain: Chain, address: str) -> int | None:
    """How many modules at the top are done before something at this address is muted; None where it is not there."""
    for index, addresses in enumerate(chain.marks):
        if index and _has_inside(chain[index - 1], address):
            return index - 1
        if address in addresses:
            return index
    return None


def _has_inside(module: nn.Module, address: str) -> bool:
    return isinstance(module, Sum) and any(_reached(one, address) is not None for one in (module.body, module.shortcut))
