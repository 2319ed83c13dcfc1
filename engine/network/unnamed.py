"""Unnamed: a network as it computes, whatever its layers are called: what is known of one holds for the other."""

from __future__ import annotations

import msgspec

from engine.network.network import Network

NAMING = ("id", "name", "note")  # of a layer: nothing is computed with them


def unnamed(network: Network) -> bytes:
    """Equal for two networks that compute alike layer by layer."""
    return msgspec.json.encode(_without_naming(msgspec.to_builtins(network)))


def _without_naming(part: object) -> object:
    if isinstance(part, list | tuple):
        return [_without_naming(one) for one in part]
    if isinstance(part, dict):
        return {field: _without_naming(value) for field, value in part.items() if field not in NAMING}
    return part
