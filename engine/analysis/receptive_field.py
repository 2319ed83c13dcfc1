"""Receptive fields: which part of the image one value of an instance's output can see.

Source of the formulas: Araujo, Norris, Sim, "Computing Receptive Fields of Convolutional Neural Networks", Distill,
2019.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from math import ceil, floor
from typing import NamedTuple, assert_never

from engine.analysis.measuring import Measured, Sequence
from engine.network.addresses import Copies, address
from engine.network.layers import Layer
from engine.network.nodes import Repeat, Residual
from engine.network.shapes import Pair, Shape, Window

TOLERANCE = 1e-6  # jumps of adaptive pooling are fractions


class ReceptiveField(NamedTuple):
    """Height and width in pixels, padding around the image included, and whether some value sees the whole image.

    The value at row i sees the rows from start[0] + i × jump[0], size[0] of them; columns likewise.
    """

    size: Pair
    covers: bool
    start: tuple[float, ...]
    jump: tuple[float, ...]


class _Side(NamedTuple):
    """Of one side, in pixels: what the first value sees (start, size), the step to the next, their number."""

    size: float = 1
    start: float = 0
    jump: float = 1
    places: int = 1


Sides = tuple[_Side, ...]  # height and width
Seeing = Generator[tuple[str, Sides], None, Sides | None]  # instances in order; at last what comes out, None if unknown


class SidesSeen:
    """What every instance sees, by address; worked out in order of execution, as far as somebody asks.

    To be asked from one thread.
    """

    def __init__(self, sequence: Sequence, image: Shape) -> None:
        self._found: dict[str, Sides] = {}
        self._rest: Iterator[tuple[str, Sides]] = iter(())
        if len(image) == 3:
            self._rest = _sequence(sequence, (), tuple(_Side(places=size) for size in image[1:]))

    def get(self, at: str) -> Sides | None:
        """What the instance at this address sees; None where its output is unknown, or the input is no maps."""
        while at not in self._found:
            one = next(self._rest, None)
            if one is None:
                return None
            self._found[one[0]] = one[1]
        return self._found[at]


def receptive_field(sides: Sides, image: Shape) -> ReceptiveField:
    """The receptive field of one instance from what it sees of each side."""
    return ReceptiveField(
        tuple(ceil(side.size - TOLERANCE) for side in sides),
        all(_covers(side, size) for side, size in zip(sides, image[1:], strict=True)),
        tuple(side.start for side in sides),
        tuple(side.jump for side in sides),
    )


def _sequence(sequence: Sequence, copies: Copies, sides: Sides) -> Seeing:
    for one in sequence:
        after = yield from _one(one, copies, sides)
        if after is None:
            return None
        yield address(one.node.id, copies), after
        sides = after
    return sides


def _one(one: Measured, copies: Copies, sides: Sides) -> Seeing:
    if not one.node.enabled:
        return sides
    match one.node.op:
        case Layer() as layer:
            return None if one.output is None else _layer(layer, one.output, sides)
        case Residual():
            return (yield from _residual(one, copies, sides))
        case Repeat():
            return (yield from _repeat(one, copies, sides))
        case op:
            assert_never(op)


def _residual(one: Measured, copies: Copies, sides: Sides) -> Seeing:
    body = yield from _sequence(one.inside[0], copies, sides)
    shortcut = yield from _sequence(one.inside[1], copies, sides)
    if one.output is None or body is None or shortcut is None:
        return None
    return tuple(_larger(a, b) for a, b in zip(body, shortcut, strict=True))


def _repeat(one: Measured, copies: Copies, sides: Sides) -> Seeing:
    for index, branch in enumerate(one.inside):
        after = yield from _sequence(branch, (*copies, index), sides)
        if after is None:
            return None
        sides = after
    return sides


def _larger(a: _Side, b: _Side) -> _Side:
    start, end = min(a.start, b.start), max(a.start + a.size, b.start + b.size)
    return a._replace(start=start, size=end - start)


def _layer(layer: Layer, output: Shape, sides: Sides) -> Sides:
    windows = layer.window(tuple(side.places for side in sides))
    if windows is None:
        return sides
    places = output[1:] if len(output) == 3 else (1, 1)
    return tuple(map(_slid, sides, windows, places))


def _slid(side: _Side, window: Window, places: int) -> _Side:
    return _Side(
        side.size + (window.kernel - 1) * side.jump,
        side.start - window.padding * side.jump,
        side.jump * window.stride,
        places,
    )


def _covers(side: _Side, image: int) -> bool:
    """True when the last value that sees the first pixel sees the last one too."""
    index = min(max(floor(-side.start / side.jump + TOLERANCE), 0), side.places - 1)
    first = side.start + index * side.jump
    return first <= TOLERANCE and first + side.size >= image - TOLERANCE
