"""Deciding: what decides about the channels of a layer: the activation behind it, and what a person muted."""

from __future__ import annotations

from collections.abc import Iterable

from engine.analysis.analysis import Analysis, analyse
from engine.analysis.wiring import Wiring, wiring
from engine.inspection.muting.mutes import Mutes
from engine.model.net import Net
from engine.network.activation_functions import Activation
from engine.network.layers import BatchNorm, Dropping


def active_at(analysis: Analysis, wires: Wiring, address: str) -> str | None:
    """Where an activation decides about the values of a layer: at it, or right behind, after its norm perhaps."""
    at = _way(analysis, wires, address)[-1:]
    return at[0] if at and isinstance(analysis.instances[at[0]].node.op, Activation) else None


def muted_at(net: Net, address: str, mutes: Mutes) -> tuple[tuple[int, ...], bool]:
    """Which channels of what a layer gives are muted, counted from 0, there or on the way to the activation that
    decides about them; and whether anything is muted elsewhere.
    """
    analysis = analyse(net.network, net.shape, net.classes)
    here = own_mutes(net, address, mutes)
    elsewhere = any(one in analysis.instances for one in mutes.without(here.addresses).addresses)
    muted = {channel for one in here.addresses for channel in _channels(analysis, one, mutes)}
    return tuple(sorted(muted)), elsewhere


def own_mutes(net: Net, address: str, mutes: Mutes) -> Mutes:
    """Those that mute what a layer gives, under any of its names: there, or between it and its activation."""
    analysis = analyse(net.network, net.shape, net.classes)
    wires = wiring(analysis)
    return mutes.without([one for one in mutes.addresses if not _together(analysis, wires, one, address)])


def _together(analysis: Analysis, wires: Wiring, one: str, other: str) -> bool:
    """Whether one lies on the way of the other, so that their channels are the same."""
    if not {one, other} <= wires.wires.keys():
        return False
    ways = _way(analysis, wires, one), _way(analysis, wires, other)
    return wires.maker(one) in ways[1] or wires.maker(other) in ways[0]


def _channels(analysis: Analysis, address: str, mutes: Mutes) -> Iterable[int]:
    shape = analysis.instances[address].output
    return range(shape[0]) if shape and mutes.whole(address) else mutes.channels(address)


def _way(analysis: Analysis, wires: Wiring, address: str) -> tuple[str, ...]:
    """From the layer whose output this is to the first activation, over norms and dropouts that alone work on it."""
    way: list[str] = []
    at = wires.maker(address)
    while at is not None:
        way.append(at)
        users = wires.users.get(at, ())
        ends = isinstance(analysis.instances[at].node.op, Activation) or len(users) != 1
        goes_on = not ends and isinstance(analysis.instances[users[0]].node.op, Activation | BatchNorm | Dropping)
        at = users[0] if goes_on else None
    return tuple(way)
