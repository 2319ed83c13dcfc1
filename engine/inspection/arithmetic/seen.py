"""Seen: which part of the image one value can see, walked back window by window; exact, where steps are uneven too."""

from __future__ import annotations

from typing import NamedTuple, assert_never

from engine.analysis.analysis import Analysis, Instance
from engine.analysis.wiring import Maker, Wiring
from engine.inspection.arithmetic.explanation import Index, Region
from engine.inspection.arithmetic.windows import group, taps, unflattened
from engine.network import layers as kinds
from engine.network.layers import Layer
from engine.network.shapes import Shape


class _Box(NamedTuple):
    """All values from one corner to the other, both included: (channel, row, column) or (unit,)."""

    first: Index
    last: Index


def seen_of_image(analysis: Analysis, wires: Wiring, at: str, index: Index) -> Region | None:
    """Rows and columns of the image that the value at `index` of an instance sees, without gaps between them.

    None of an image without rows and columns; no channels where it sees nothing of the image.
    """
    if len(analysis.input) != 3:
        return None
    boxes: dict[Maker, _Box] = {wires.maker(at): _Box(index, index)}
    for maker in reversed(tuple(wires.wires)):
        if maker in boxes:
            before = _before(analysis.instances[maker], boxes[maker])
            for part in wires.wires[maker].parts if before else ():
                boxes[part] = _both(boxes.get(part), before)
    return _region(boxes.get(None))


def _region(box: _Box | None) -> Region:
    if box is None:
        return Region(range(0))
    channels, rows, columns = (range(first, last + 1) for first, last in zip(box.first, box.last, strict=True))
    return Region(channels, tuple(rows), tuple(columns))


def _both(box: _Box | None, other: _Box | None) -> _Box:
    if box is None or other is None:
        return box or other or _Box((), ())
    return _Box(tuple(map(min, box.first, other.first)), tuple(map(max, box.last, other.last)))


def _before(instance: Instance, box: _Box) -> _Box | None:
    """What of the input a box of the output is made of; None where all of it is padding."""
    op, shape = instance.node.op, instance.input
    if not isinstance(op, Layer) or shape is None:
        return box
    match op:
        case kinds.Conv2d():
            channels = group(op, shape, box.first[0]), group(op, shape, box.last[0])
            return _slid(op, shape, box, (channels[0][0], channels[1][-1]))
        case kinds.Pool2d() | kinds.AdaptiveAvgPool2d():
            return _slid(op, shape, box, (box.first[0], box.last[0]))
        case kinds.GlobalAvgPool():
            return _Box((box.first[0], 0, 0), (box.last[0], shape[1] - 1, shape[2] - 1))
        case kinds.Linear() | kinds.Softmax():
            return _Box((0, *box.first[1:]), (shape[0] - 1, *box.last[1:]))
        case kinds.Flatten():
            return _unflattened(shape, box)
        case kinds.PadChannels():
            last = min(box.last[0], shape[0] - 1)
            return _Box(box.first, (last, *box.last[1:])) if box.first[0] <= last else None
        case kinds.BatchNorm() | kinds.Dropping() | kinds.Activation():
            return box
        case _:
            assert_never(op)


def _slid(
    op: kinds.Conv2d | kinds.Pool2d | kinds.AdaptiveAvgPool2d, shape: Shape, box: _Box, channels: tuple[int, int]
) -> _Box | None:
    sides = [_reached(op, shape, box, side) for side in (0, 1)]
    starts, ends = [min(side) for side in sides if side], [max(side) for side in sides if side]
    return _Box((channels[0], *starts), (channels[1], *ends)) if all(sides) else None


def _reached(op: kinds.Conv2d | kinds.Pool2d | kinds.AdaptiveAvgPool2d, shape: Shape, box: _Box, side: int) -> set[int]:
    """The rows (side 0) or columns of the input that may be outermost: gaps of a dilated kernel lie at a border too.

    Looked for from both ends, up to the first window that does not reach beyond the border.
    """
    size, outputs = shape[side + 1], range(box.first[side + 1], box.last[side + 1] + 1)
    found: set[int] = set()
    for places in (outputs, reversed(outputs)):
        for place in places:
            under = taps(op, shape, (0, place, place))[side]
            found.update(tap for tap in under if 0 <= tap < size)
            if 0 <= under[0 if places is outputs else -1] < size:
                break
    return found


def _unflattened(shape: Shape, box: _Box) -> _Box:
    """The very place of a single unit; of several all places of their maps."""
    first, last = unflattened(shape, box.first), unflattened(shape, box.last)
    if first == last or len(shape) == 1:
        return _Box(first, last)
    return _Box((first[0], 0, 0), (last[0], shape[1] - 1, shape[2] - 1))
