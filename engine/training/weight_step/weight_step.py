"""Weight step: what the next step of a training does to one weight. Plain values, no torch in them."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, isfinite, log10
from typing import NamedTuple

from engine import figures

Index = tuple[int, ...]  # within the tensor, from 0
DIGITS, OF_THE_MOVE = 4, 3  # significant, of a weight and of how far a step moves it
MOST = 9  # significant: what a weight of 32 bits carries


class Line(NamedTuple):
    """One line of the arithmetic: what it is, how it is worked out with the real numbers, and what it comes to.

    `written` is the value as it stands there, and `holds` whether the numbers come to that as they are written.
    """

    name: str
    how: str
    value: float
    written: str
    holds: bool = True


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

    @property
    def before_written(self) -> str:
        """In the decimals of the weight after, so that one sees how far it goes."""
        return weight_written(self.before, decimals_of(self.before, self.lines[-1].value))


def decimals_of(before: float, after: float) -> int | None:
    """In which both are written, so that three digits of the move between them are seen; None where such a weight is
    no number, or too small or large to be written out.
    """
    if not (isfinite(before) and isfinite(after)):
        return None
    largest, move = max(abs(before), abs(after)), abs(after - before)
    if not figures.LEAST_WRITTEN_OUT <= largest < figures.WRITTEN_OUT[1]:
        return None
    whole = floor(log10(largest)) + 1
    wanted = max(DIGITS - whole, OF_THE_MOVE - 1 - floor(log10(move)) if move else 0)
    return max(0, min(wanted, MOST - whole))


def weight_written(weight: float, decimals: int | None) -> str:
    """With a true minus sign."""
    if decimals is None:
        return figures.plain(weight, DIGITS, figures.LEAST_WRITTEN_OUT).replace("-", "−")
    return f"{weight:z,.{decimals}f}".replace("-", "−")
