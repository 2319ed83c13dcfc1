"""Receptive fields: which part of the image one value of an instance's output can see.

Source of the formulas: Araujo, Norris, Sim, "Computing Receptive Fields of Convolutional Neural Networks", Distill,
2019.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from math import ceil, floor
from typing import NamedTuple

from engine.analysis.measuring import Measured, Sequence
from engine.network.addresses import Copies, address
from engine.network.layers import AdaptiveAvgPool2d, Conv2d, GlobalAvgPool, Linear, Pool2d
from engine.network.nodes import LayerOp, Repeat, Residual
from engine.network.shapes import Pair, Shape

WHOLE, SLIDING = (GlobalAvgPool, Linear), (Conv2d, Pool2d, AdaptiveAvgPool2d)
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


class _Window(NamedTuple):
    kernel: float
    stride: float = 1
    padding: int = 0


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
        if one.inside:
            seeing = _residual if isinstance(one.node.op, Residual) else _repeat
            after = yield from seeing(one, copies, sides)
        else:
            after = _one(one, sides)
        if after is None:
            return None
        yield address(one.node.id, copies), after
        sides = after
    return sides


def _one(one: Measured, sides: Sides) -> Sides | None:
    if not one.node.enabled:
        return sides
    return None if one.output is None else _layer(one.node.op, one.output, sides)


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


def _layer(op: LayerOp | Residual | Repeat, output: Shape, sides: Sides) -> Sides:
    if isinstance(op, WHOLE):  # one window over all there is
        return tuple(_slid(side, _Window(side.places), 1) for side in sides)
    if not isinstance(op, SLIDING):
        return sides
    return tuple(map(_slid, sides, _windows(op, sides), output[1:]))


def _windows(op: Conv2d | Pool2d | AdaptiveAvgPool2d, sides: Sides) -> Iterable[_Window]:
    if isinstance(op, AdaptiveAvgPool2d):
        return (_adaptive(side.places, size) for side, size in zip(sides, op.size, strict=True))
    if isinstance(op, Conv2d):
        reach = op.reach
        padding = tuple((side - 1) // 2 for side in reach) if op.padding == "same" else op.padding
        return map(_Window, reach, op.stride, padding)
    return map(_Window, op.kernel, op.stride, op.padding)


def _adaptive(places: int, out: int) -> _Window:
    """The largest window, floor(i · places / out) up to ceil((i + 1) · places / out), at the mean step."""
    largest = max(-(-(i + 1) * places // out) - i * places // out for i in range(min(out, places)))
    return _Window(largest, places / out)


def _slid(side: _Side, window: _Window, places: int) -> _Side:
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
