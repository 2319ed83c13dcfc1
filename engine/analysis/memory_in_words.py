"""Memory in words: what a tensor takes, and what a layer would take with a value that it cannot have."""

from __future__ import annotations

from math import prod
from typing import assert_never

import msgspec

from engine.network.layers import BatchNorm, Conv2d, Linear, Weightless
from engine.network.nodes import Op, Repeat, Residual
from engine.network.shapes import VALUE_BYTES, Shape, spoken_bytes

ABSURD = 10**9  # bytes: less than this is not worth a word


def wanted(op: Op, shape: Shape | None, classes: int, field: str, value: object) -> str:
    """What the weights alone would take if `field` were `value`, bounds or not; empty where that is little or unknown.

    `shape` is the layer's input, None where it is unknown: then one channel is counted.
    """
    if isinstance(op, Weightless) or not _is_size(value):
        return ""
    bold = msgspec.structs.replace(op, **{field: value})  # bounds are not asked, only counted with
    found = _weights(bold, shape, classes) * VALUE_BYTES
    return f"Its weights alone would take {spoken_bytes(found)}." if found >= ABSURD else ""


def _is_size(value: object) -> bool:
    sides = value if isinstance(value, tuple) else (value,)
    return all(isinstance(side, int) and not isinstance(side, bool) and side > 0 for side in sides)


def _weights(op: Op, shape: Shape | None, classes: int) -> int:
    match op:
        case Conv2d():
            channels = shape[0] if shape else 1
            return op.filters * max(1, channels // op.groups) * prod(op.kernel)
        case Linear():
            return (op.units if isinstance(op.units, int) else classes) * prod(shape or (1,))
        case BatchNorm() | Weightless():
            return 0  # no setting decides how much these learn
        case Residual() | Repeat():
            return 0  # what is inside has its own say
        case _:
            assert_never(op)
