"""Wiring: from where each instance of a network gets what it works on, and which ones use what it gives.

What passes values on unchanged is looked through: a disabled node, and a Repeat, whose value is that of its last copy.
So every value has one maker: a layer, the sum of a Residual, or, named None, the image.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple, TypeAlias, assert_never

from engine.analysis.analysis import Analysis
from engine.analysis.measuring import Measured, Sequence
from engine.network.addresses import Copies, address
from engine.network.layers import Layer
from engine.network.nodes import Repeat, Residual, copies_inside

Maker: TypeAlias = str | None  # the address of a layer or a Residual; None is the image


class Wire(NamedTuple):
    """Who made what comes into an instance, and who makes what comes out: of a Residual the ends of its two paths."""

    input: Maker
    parts: tuple[Maker, ...]
    makes: bool  # False for what passes on what others made


@dataclass(frozen=True)
class Wiring:
    """The wires of every instance by address, in order of execution, a block after what is inside it."""

    wires: Mapping[str, Wire]

    @cached_property
    def users(self) -> Mapping[Maker, tuple[str, ...]]:
        """The layers and Residuals that work on what a maker gives, in order of execution."""
        found: dict[Maker, list[str]] = {}
        for at, wire in self.wires.items():
            for part in dict.fromkeys(wire.parts if wire.makes else ()):
                found.setdefault(part, []).append(at)
        return {maker: tuple(users) for maker, users in found.items()}

    def maker(self, at: str) -> Maker:
        """Who makes what comes out at an address: mostly the instance itself."""
        wire = self.wires[at]
        return at if wire.makes else wire.parts[0]


def wiring(analysis: Analysis) -> Wiring:
    """The wires of a network; of one with a problem those of what runs before it."""
    running = tuple(takewhile(lambda one: not one.faulty, analysis.sequence))
    return Wiring(dict(_sequence(running, (), None)))


Wires: TypeAlias = Generator[tuple[str, Wire], None, Maker]  # at last who makes what comes out


def _sequence(sequence: Sequence, copies: Copies, maker: Maker) -> Wires:
    for one in sequence:
        maker = yield from _one(one, copies, maker)
    return maker


def _one(one: Measured, copies: Copies, maker: Maker) -> Wires:
    at = address(one.node.id, copies)
    if not one.node.enabled:
        return (yield from _passed(at, maker, maker))
    match one.node.op:
        case Layer():
            yield at, Wire(maker, (maker,), makes=True)
            return at
        case Residual():
            body = yield from _sequence(one.inside[0], copies, maker)
            shortcut = yield from _sequence(one.inside[1], copies, maker)
            yield at, Wire(maker, (body, shortcut), makes=True)
            return at
        case Repeat() as repeat:
            end = maker
            for index, branch in enumerate(one.inside):
                end = yield from _sequence(branch, copies_inside(repeat, copies, index), end)
            return (yield from _passed(at, maker, end))
        case op:
            assert_never(op)


def _passed(at: str, before: Maker, maker: Maker) -> Wires:
    yield at, Wire(before, (maker,), makes=False)
    return maker
