"""Weight step: what the next step of a training does to one weight. Plain values, no torch in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

Index = tuple[int, ...]  # within the tensor, from 0


class Line(NamedTuple):
    """One line of the arithmetic: what it is, how it is worked out with the real numbers, and what it comes to."""

    name: str
    how: str
    value: float


class Clipped(NamedTuple):
    """All gradients together were `length` long, and were multiplied by `factor` to be no longer than `at_most`."""

    length: float
    at_most: float
    factor: float


@dataclass(frozen=True)
class WeightStep:
    """What step number `step`, the next one, does to a weight of the tensor `name` at `index`.

    `gradient` is that of the mean `loss` of the batch's `images`, before `clipped`, None where no limit is set. `lines`
    are what the optimiser does in order, at the `rate` of this step, and the last one is the weight after, worked out
    in double precision; `after` is what the training itself came to. `remark` is a sentence where the step that is
    really taken may differ in its last bits or more.
    """

    name: str
    index: Index
    step: int
    images: int
    loss: float
    before: float
    gradient: float
    clipped: Clipped | None
    rate: float
    lines: tuple[Line, ...]
    after: float
    remark: str = ""
