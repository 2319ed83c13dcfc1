"""Snapshots: weights along the way, for looking back; never needed to go on."""

from __future__ import annotations

from pathlib import Path

from engine.runs.checkpoints import Arrays, NotWhole, packed, unpacked
from engine.runs.kept.step_files import StepFiles

LIMIT = 200 * 10**6  # bytes of one run's snapshots
MOST = 128  # of them


class Snapshots(StepFiles):
    """The snapshots of one run, snapshots/000938.safetensors."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, ".safetensors", "snapshot")

    def save(self, step: int, arrays: Arrays) -> None:
        """Keeps the weights and buffers; raises OSError."""
        self.write(step, packed(arrays))

    def load(self, step: int) -> Arrays:
        """Those of a step; raises RunFolderError in words."""
        try:
            return unpacked(self.read(step))
        except NotWhole:
            raise self.unreadable(step) from None


def most_snapshots(size: int, limit: int = LIMIT, most: int = MOST) -> int:
    """How many of so many bytes each a run may keep: its first and its last in any case.

    Of a network so large that two are more than the limit, these two stay all the same: three checkpoints, each larger
    than a snapshot, lie beside them.
    """
    return max(2, min(most, limit // max(1, size)))
