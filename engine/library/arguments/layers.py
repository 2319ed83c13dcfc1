"""Layers of a script that are to be muted: whole ones, or channels of them."""

from __future__ import annotations

from engine.errors import InputError
from engine.inspection.muting.mutes import Mute
from engine.library.arguments.numbers import listed, whole
from engine.library.arguments.words import address
from engine.text import told

LIKE = "Give a list of addresses, or of pairs of an address and a channel: [(“n00003”, 0)]."
PAIR = 2


def mutes_of(layers: object) -> frozenset[Mute]:
    """What a list of addresses, and of pairs with a channel counted from 0, names."""
    given = listed(layers)
    if given is None:
        raise InputError(f"{told(layers)} is no list of layers.", LIKE)
    return frozenset(map(_mute, given))


def _mute(one: object) -> Mute:
    if isinstance(one, str):
        return Mute(one)
    if not isinstance(one, tuple | list) or len(one) != PAIR:
        raise InputError(f"{told(one)} names no layer and no channel.", LIKE)
    layer, channel = one
    return Mute(address(layer, hint=LIKE), None if channel is None else whole(channel, "channel"))
