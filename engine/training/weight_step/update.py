"""Update: how far a step moves the weights of a tensor, beside their length. Plain values, no torch in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Update(NamedTuple):
    """Of the tensor `name`, "address/weight" or the like; both are Euclidean lengths."""

    name: str
    moved: float
    length: float

    @property
    def ratio(self) -> float | None:
        """What is moved as a share of the length; None of weights that are all 0."""
        return self.moved / self.length if self.length else None


@dataclass(frozen=True)
class Updates:
    """Of all tensors that learn.

    Where `next` is true, what step number `first` + 1 would do to them, worked out on a copy. Otherwise how far a step
    between the kept steps `first` and `first` + `steps` moved them on average, in a straight line: going back and forth
    is not seen, so a step moved them at least so far. `remark` is a sentence where the step really taken may differ.
    """

    first: int
    steps: int
    of: tuple[Update, ...]
    remark: str = ""
    next: bool = False

    def named(self, name: str) -> Update | None:
        """That of a tensor."""
        return next((one for one in self.of if one.name == name), None)
