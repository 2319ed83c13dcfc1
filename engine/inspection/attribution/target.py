"""Target: the score that is explained: that of a class, or how much it is above that of another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.errors import InputError

if TYPE_CHECKING:  # the window asks with it
    from torch import Tensor


@dataclass(frozen=True)
class Target:
    """A class by its index, and the class rather than which it is asked about, or None.

    Scores are logits: what comes before softmax. The difference of two is the logarithm of how many times as probable
    the first is as the second.
    """

    wanted: int
    rather_than: int | None = None

    def of(self, logits: Tensor) -> Tensor:
        """Scores (N,) of logits (N, classes)."""
        wanted = logits[:, self.wanted]
        return wanted if self.rather_than is None else wanted - logits[:, self.rather_than]

    def check(self, classes: int) -> None:
        """Raises InputError where the network has no such class, or both are the same."""
        for index in (self.wanted, self.rather_than):
            if index is not None and not 0 <= index < classes:
                raise InputError(f"There is no class {index}: the network has {classes}, counted from 0.")
        if self.wanted == self.rather_than:
            raise InputError("A class cannot be asked about rather than itself.", "Choose another class.")
