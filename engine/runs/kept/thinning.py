"""Thinning: at which of its steps a run keeps something, so that a long run keeps no more than a short one.

What is kept after a step is a function of the step alone, and what is kept later was kept all along. So nothing is
written only to be taken away again, and a run that was killed ends up with the same files as one that never was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

COARSEST = -4  # of whole numbers only 1 and 2^32, which no run has


@dataclass(frozen=True)
class Raster:
    """Steps 0, 1, 2, 4, 8, … and each epoch's end; where these are too many, every other one of the later ones.

    Later ones go first, as networks change most at their beginning: of the numbers with the most binary digits between
    their first 1 and their last.
    """

    steps_per_epoch: int
    most: int  # steps, at least 1

    def steps(self, newest: int) -> frozenset[int]:
        """Those kept when `newest` steps are done, at most `most`; always with 0."""
        epochs = newest // self.steps_per_epoch
        for fineness in _falling(self.most):
            ends = {self.steps_per_epoch * epoch for epoch in _numbers(epochs, fineness)}
            found = {0, *_numbers(newest, min(fineness, 1)), *ends}
            if len(found) <= self.most:
                return frozenset(found)
        return frozenset({0})

    def holds(self, step: int) -> bool:
        """Whether a step is kept when it is the newest."""
        usual = step & (step - 1) == 0 or step % self.steps_per_epoch == 0
        return usual and step in self.steps(step)


def epoch_ends(newest: int, steps_per_epoch: int, most: int) -> frozenset[int]:
    """The ends of epochs alone, thinned in the same way."""
    epochs = newest // steps_per_epoch
    found = (frozenset(_numbers(epochs, fineness)) for fineness in _falling(most))
    kept: Iterable[int] = next((numbers for numbers in found if len(numbers) <= most), ())
    return frozenset(steps_per_epoch * epoch for epoch in kept)


def _falling(most: int) -> range:
    """Degrees of fineness; with more binary digits than `most` has, there are more numbers than that, or all."""
    return range(most.bit_length(), COARSEST - 1, -1)


def _numbers(last: int, fineness: int) -> Iterator[int]:
    """From 1 to `last` those whose binary digits between the first 1 and the last 1 are at most `fineness`.

    At 1 these are the powers of two, at 0 every other one of them, at -1 every fourth, and so forth.
    """
    for power in range(last.bit_length()):
        if fineness > 1:
            yield from range(1 << power, min(2 << power, last + 1), 1 << max(0, power + 1 - fineness))
        elif power % (1 << (1 - fineness)) == 0:
            yield 1 << power
