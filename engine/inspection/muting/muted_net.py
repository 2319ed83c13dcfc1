"""Muted net: a network whose muted layers give nothing, or their mean: gates stand behind them in chains of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

import torch
from torch import Tensor, nn

from engine.analysis.analysis import analyse
from engine.data.batches.normalise import Normaliser
from engine.data.dataset import Split
from engine.inspection.muting.gate import Gate
from engine.inspection.muting.mutes import Mutes
from engine.inspection.muting.sample import sample_for_means
from engine.model.net import Chain, Net, Sum

Means: TypeAlias = Mapping[str, Tensor]  # (channels,) of what the layer at an address gives


def muted_net(net: Net, mutes: Mutes, means: Means | None = None) -> Net:
    """The network as it is with these muted. It shares its layers, so newer weights of the one are those of the other.

    `means` are needed of each address where muted channels give their mean; a layer without them gives zero. Addresses
    and channels that the network does not have are passed over.
    """
    gates = {address: gate for address in mutes.addresses if (gate := _gate(net, address, mutes, means or {}))}
    return net.with_chains(gated(net.stack, gates), gated(net.ending, gates)) if gates else net


def gated(chain: Chain, gates: Mapping[str, nn.Module]) -> Chain:
    """A chain of the same modules with gates behind what has their addresses, also inside blocks."""
    modules: list[nn.Module] = []
    marks: list[Iterable[str]] = []
    for index, addresses in enumerate(chain.marks):
        if index:
            modules.append(_gated(chain[index - 1], gates))
        for gate in (gates[address] for address in addresses if address in gates):
            marks.append(())
            modules.append(gate)
        marks.append(addresses)
    return Chain(modules, [tuple(mark) for mark in marks])


def gate_for(net: Net, address: str, fill: Tensor | None = None) -> Gate | None:
    """An open gate for what the layer at an address gives; None where the network does not have it."""
    instance = analyse(net.network, net.shape, net.classes).instances.get(address)
    if instance is None or not instance.output:
        return None
    channels, *sides = instance.output
    return Gate(channels, len(sides), fill)


def means_for(net: Net, mutes: Mutes, images: Split, normaliser: Normaliser) -> Means:
    """The means that these mutes need, over a few images of a split, always the same; none where they need none."""
    if mutes.how == "zero" or not mutes:
        return {}
    sample = sample_for_means(images, net, normaliser)
    return channel_means(net, mutes.addresses, (batch for batch, _ in sample.batches(net)))


def channel_means(net: Net, addresses: Iterable[str], images: Iterable[Tensor]) -> dict[str, Tensor]:
    """The mean (channels,) of what layers give, over batches of normalised images, and over the places of maps.

    Zero where that is no number: what is muted says nothing, also of a layer that has gone astray.
    """
    totals: dict[str, Tensor] = {}
    count = 0
    wanted = set(addresses)
    with torch.no_grad():
        for batch in images:
            count += len(batch)
            for address, value in net.run(batch, wanted).items():
                total = value.flatten(2).mean(2).sum(0) if value.ndim > 2 else value.sum(0)
                totals[address] = totals.get(address, 0) + total.cpu()
    return {address: _number(total / max(1, count)) for address, total in totals.items()}


def _number(mean: Tensor) -> Tensor:
    return torch.where(mean.isfinite(), mean, torch.zeros_like(mean))


def _gate(net: Net, address: str, mutes: Mutes, means: Means) -> Gate | None:
    gate = gate_for(net, address, means.get(address) if mutes.how == "mean" else None)
    return gate and gate.close(None if mutes.whole(address) else mutes.channels(address))


def _gated(module: nn.Module, gates: Mapping[str, nn.Module]) -> nn.Module:
    return Sum(gated(module.body, gates), gated(module.shortcut, gates)) if isinstance(module, Sum) else module
