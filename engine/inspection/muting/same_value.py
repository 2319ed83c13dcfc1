"""Same value: which muted addresses stand for one and the same value: a Repeat gives what its last layer gives."""

from __future__ import annotations

from engine.analysis.wiring import Wiring
from engine.inspection.muting.mutes import Mutes


def same_value(mutes: Mutes, wires: Wiring, address: str) -> frozenset[str]:
    """The addresses at which something is muted of what the instance at an address gives."""
    maker = wires.maker(address) if address in wires.wires else address
    return frozenset(one for one in mutes.addresses if one in wires.wires and wires.maker(one) == maker)
