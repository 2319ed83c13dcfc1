"""Saved weights: those that a run keeps, and what is to be said of them where they are shown."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from engine.errors import RunFolderError
from engine.runs.family.began import began_learned
from engine.runs.folder import RunFolder
from engine.runs.kept.snapshots import Snapshots
from engine.runs.reader import RunReader
from engine.service.answers import Shown

if TYPE_CHECKING:
    from torch import Tensor

LIMIT = 64 * 2**20  # bytes of weights that are held
AROUND = 3  # steps before and after the one that is looked at

Tensors: TypeAlias = "Mapping[str, Tensor]"
Stamp: TypeAlias = tuple[int, int]  # of a file: when it was written, and its bytes


class SavedWeights:
    """Reads them; those of steps that were looked at lately, and of those around them, stay in memory up to a limit.

    What is held counts for as long as its file is the same. For any thread.
    """

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._held: OrderedDict[Path, tuple[Stamp, Tensors]] = OrderedDict()  # the last used last
        self._lock = threading.Lock()

    def of(self, folder: Path, step: int | None = None) -> tuple[Tensors, Shown] | None:
        """The newest, or those of a step; None where none are kept. Raises RunFolderError in words."""
        reader = RunReader(folder)
        if step is None and not reader.kept_steps():
            return None
        found, tensors = reader.tensors() if step is None else (step, self._at(reader, step))
        run = reader.folder
        learned = began_learned(run)
        return tensors, Shown("saved", run.latest_project(), 0, found, run.id, run.path, began_learned=learned)

    def unread(self, folder: Path, step: int) -> list[int]:
        """The steps around one whose snapshots would be read ahead; none where they are too large to stay."""
        snapshots = Snapshots(RunFolder.open(folder).snapshots)
        steps = snapshots.steps()
        at = bisect_left(steps, step)
        return [
            other for other in steps[max(0, at - AROUND) : at + AROUND + 1] if self._would_stay(snapshots.at(other))
        ]

    def read_ahead(self, folder: Path, step: int, go_on: Callable[[], None]) -> None:
        """Holds the snapshots around a step, before anybody asks; what cannot be read is told whoever asks for it."""
        reader = RunReader(folder)
        for other in self.unread(folder, step):
            go_on()
            with suppress(RunFolderError):
                self._at(reader, other)

    @property
    def held(self) -> int:
        """Bytes of the weights that are held."""
        with self._lock:
            return sum(stamp[1] for stamp, _ in self._held.values())

    def _at(self, reader: RunReader, step: int) -> Tensors:
        file = Snapshots(reader.folder.snapshots).at(step)
        stamp = _stamp(file)
        if (held := self._take(file, stamp)) is not None:
            return held
        _, tensors = reader.tensors(step)
        if stamp is not None:
            self._hold(file, stamp, tensors)
        return tensors

    def _take(self, file: Path, stamp: Stamp | None) -> Tensors | None:
        with self._lock:
            held = self._held.get(file)
            if held is None or held[0] != stamp:
                self._held.pop(file, None)
                return None
            self._held.move_to_end(file)
            return held[1]

    def _hold(self, file: Path, stamp: Stamp, tensors: Tensors) -> None:
        with self._lock:
            self._held[file] = (stamp, tensors)
            self._held.move_to_end(file)
            while len(self._held) > 1 and sum(stamp[1] for stamp, _ in self._held.values()) > self._limit:
                self._held.popitem(last=False)

    def _would_stay(self, file: Path) -> bool:
        """Whether it is not held yet, and all that is read ahead has room beside each other."""
        stamp = _stamp(file)
        return stamp is not None and stamp[1] * (2 * AROUND + 2) <= self._limit and self._take(file, stamp) is None


def _stamp(file: Path) -> Stamp | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
