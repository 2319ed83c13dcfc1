"""Shapes without the batch, as people write them, and the arithmetic of sliding windows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

Shape: TypeAlias = tuple[int, ...]  # (channels, height, width) of maps or (features,) of a vector
MisfitKind: TypeAlias = Literal[
    "needs vector",
    "needs maps",
    "kernel too large",
    "groups",
    "channels",
    "one value",
    "padding",
    "same",
    "unequal paths",
    "too large",
    "output",
    "input",
    "too deep",
    "too many",
]
VALUE_BYTES = 4  # of one value, float32
Pair: TypeAlias = tuple[int, ...]  # (height, width): always two, as the document reads them


class Window(NamedTuple):
    """Along one side of a map: how many places one value sees, the step to the next value, padding before the map."""

    kernel: int
    stride: float = 1
    padding: int = 0


Windows: TypeAlias = tuple[Window, ...]  # of height and width: always two


def whole(places: Pair) -> Windows:
    """One window over all there is."""
    return tuple(map(Window, places))


def spelled(shape: Shape) -> str:
    """6×28×28 for maps, 400 for a vector."""
    return "×".join(map(str, shape))


def sized(width: int, height: int) -> str:
    """The size of a picture: 64 wide and 48 high, so that nobody has to know which of two figures comes first."""
    return f"{width:,} wide and {height:,} high"


def described(shape: Shape) -> str:
    """The shape with what it is: maps of 6×28×28, a vector of 400."""
    return f"maps of {spelled(shape)}" if len(shape) == 3 else f"a vector of {spelled(shape)}"


def pair(size: Pair) -> str:
    """5 where height and width are equal, else 3×5."""
    return str(size[0]) if size[0] == size[1] else spelled(size)


def spoken_bytes(count: float) -> str:
    """Memory as people read it: 73 kB, 2.1 MB, 604 GB, 4.3 TB."""
    if count < 99.5e3:
        return f"{count / 1e3:.0f} kB"
    for unit, size in (("MB", 1e6), ("GB", 1e9), ("TB", 1e12)):
        if count < 999.5 * size:
            return f"{count / size:.1f} {unit}" if count < 9.95 * size else f"{count / size:.0f} {unit}"
    return f"{count / 1e15:,.0f} PB"


def windows(size: int, kernel: int, stride: int, padding: int, dilation: int = 1) -> int:
    """How many windows of a convolution fit along one side; 0 or less when the kernel is larger than the map.

    Source: torch.nn.Conv2d, floor((size + 2·padding − dilation·(kernel − 1) − 1) / stride + 1).
    """
    return (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1


def pooled(size: int, kernel: int, stride: int, padding: int, *, ceil: bool) -> int:
    """Windows of a pooling; with `ceil` a last, partly empty window counts if it begins inside the padded map.

    Source: pooling_output_shape in torch's ATen/native/Pool.h.
    """
    count = (size + 2 * padding - kernel + (stride - 1 if ceil else 0)) // stride + 1
    if ceil and (count - 1) * stride >= size + padding:
        count -= 1
    return count


@dataclass(frozen=True)
class Misfit:
    """Why a layer or a network cannot take its input, in words, with the kind of mistake for finding fixes."""

    why: str
    kind: MisfitKind
