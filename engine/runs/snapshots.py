"""Snapshots: weights along the way, for looking back; never needed to go on."""

from __future__ import annotations

from pathlib import Path

import safetensors
import safetensors.numpy

from engine.errors import RunFolderError
from engine.files import discard_asides, write_aside
from engine.platform import HERE
from engine.runs.checkpoints import Arrays, packed

LIMIT = 200 * 10**6  # bytes of one run's snapshots
MOST = 128  # of them: each one saved looks through all


def is_due(step: int, steps_per_epoch: int) -> bool:
    """True for steps 0, 1, 2, 4, 8, … and at each epoch's end."""
    return step & (step - 1) == 0 or step % steps_per_epoch == 0


class Snapshots:
    """The snapshots of one run, within a limit in bytes and in number."""

    def __init__(self, folder: Path, limit: int = LIMIT, most: int = MOST) -> None:
        self._folder = folder
        self._limit, self._most = limit, most

    def steps(self) -> list[int]:
        """Steps that have a snapshot, rising."""
        return sorted(int(path.stem) for path in self._folder.glob("*.safetensors") if path.stem.isdigit())

    def save(self, step: int, arrays: Arrays) -> None:
        """Keeps the weights and buffers, and lets some from the middle go when there are too many; raises OSError."""
        write_aside(self._at(step), packed(arrays))
        self._thin()

    def load(self, step: int) -> Arrays:
        """Those of a step; raises RunFolderError in words."""
        try:
            arrays: Arrays = safetensors.numpy.load(self._at(step).read_bytes())
        except (OSError, safetensors.SafetensorError):
            raise RunFolderError(f"There is no readable snapshot of step {step:,}.", "Choose another step.") from None
        return arrays

    def discard_after(self, step: int) -> None:
        """Lets go of what lies after a step, and of anything a killed process left half written."""
        for other in self.steps():
            if other > step:
                HERE.remove(self._at(other))
        discard_asides(self._folder)

    def _thin(self) -> None:
        steps = self.steps()
        size = {step: self._at(step).stat().st_size for step in steps}
        while len(steps) > 2 and (len(steps) > self._most or sum(size[step] for step in steps) > self._limit):
            least = steps.pop(_densest(steps))
            HERE.remove(self._at(least))

    def _at(self, step: int) -> Path:
        return self._folder / f"{step:06}.safetensors"


def _densest(steps: list[int]) -> int:
    """Index of the one between first and last whose neighbours are closest in proportion: early steps change most."""
    return min(range(1, len(steps) - 1), key=lambda i: (steps[i + 1] - steps[i - 1]) / steps[i + 1])
