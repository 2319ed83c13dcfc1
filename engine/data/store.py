"""The data store: any data set of the settings as one Dataset in memory, read once for all who want it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeAlias
from weakref import WeakKeyDictionary

from engine.data.check_up.fingerprints import Fingerprints, Further, fingerprinted
from engine.data.dataset import Dataset
from engine.data.facts import facts_read
from engine.data.memory_budget import MemoryBudget
from engine.data.pool import Pool
from engine.data.readers.read_parts import Parts, Progress, Stop
from engine.data.reading import Fingerprint, data_root, fingerprint, read
from engine.data.shared_reading import SharedReading
from engine.data.splits.own_parts import as_documented
from engine.data.splits.splitting import divided
from engine.errors import Stopped
from engine.project.data.data_settings import DataSettings, Validation
from engine.project.data.data_words import data_in_words
from engine.project.data.facts import Facts
from engine.project.data.own_images import OwnImages
from engine.project.data.sources import AnySource, as_read
from engine.project.data.spoiling import Spoiling

Key: TypeAlias = tuple[AnySource, Fingerprint]  # what was really read: the source and its files as they were then
Splits: TypeAlias = tuple[Key, AnySource, Validation, float, int, tuple[Spoiling, ...]]
Found: TypeAlias = tuple[Parts, Facts]

KEPT = 2  # data sets: that of the run and that of the document


def load(
    settings: DataSettings,
    root: Path | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
    budget: MemoryBudget | None = None,
) -> Dataset:
    """The data set of the settings, split.

    `root` is a torchvision root, by default `data_root()`. `progress(images, total)` is told how far a slow source is,
    and reading ends with Stopped soon after `stop()` becomes true. Raises DataError, in words, for files that are
    missing, damaged or not what they should be.
    """
    return DataStore(budget).get(settings, root, progress, stop)


class DataStore:
    """Keeps the data sets that were asked for last, by what was really read: files that have changed are read again.

    For any number of threads. Whoever asks for what is being read waits for that, and hears how far it is; whoever
    gives up leaves it to the others. Own images larger than the budget stay on the disk.
    """

    def __init__(self, budget: MemoryBudget | None = None) -> None:
        self.budget = budget or MemoryBudget()
        self._lock = threading.Lock()
        self._readings: list[tuple[Key, SharedReading[Found]]] = []  # all that go on, and some that have ended
        self._found: OrderedDict[Key, Found] = OrderedDict()
        self._prints: WeakKeyDictionary[Pool, Fingerprints] = WeakKeyDictionary()
        self._last: tuple[Splits, Dataset] | None = None
        self._over = False

    def get(
        self,
        settings: DataSettings,
        root: Path | None = None,
        progress: Progress | None = None,
        stop: Stop | None = None,
    ) -> Dataset:
        """As `load`."""
        key = _key(settings.source, root)
        return self._split(settings, key, self._kept_or_read(key, root or data_root(), progress, stop))

    def parts(
        self, source: AnySource, root: Path | None = None, progress: Progress | None = None, stop: Stop | None = None
    ) -> tuple[Parts, Facts]:
        """All training and test images of a source as it has them, whatever is done with them later; as `get`."""
        key = _key(source, root)
        return as_documented(*self._kept_or_read(key, root or data_root(), progress, stop), source)

    def prints(self, pool: Pool, further: Further) -> Fingerprints:
        """What tells the images of a pool apart; taken once, kept as long as they are. Raises what `further` does."""
        if pool not in self._prints:
            self._prints[pool] = fingerprinted(pool.pixels.numpy(), further)
        return self._prints[pool]

    def kept(self, settings: DataSettings, root: Path | None = None) -> Dataset | None:
        """The same where it is in memory, at once; else None. Raises DataError where the files are not there."""
        key = _key(settings.source, root)
        with self._lock:
            found = self._found.get(key)
        return None if found is None else self._split(settings, key, found)

    def end(self) -> None:
        """Gives up what is being read; from now on whoever asks for what is not in memory meets Stopped."""
        with self._lock:
            self._over = True
            for _, reading in self._readings:
                reading.end()

    def join(self, seconds: Callable[[], float]) -> bool:
        """Waits for what was read at the end, as long as `seconds()` says is left; False when it outlasts that."""
        with self._lock:
            readings = list(self._readings)
        return all(reading.join(seconds()) for _, reading in readings)

    def _kept_or_read(self, key: Key, root: Path, progress: Progress | None, stop: Stop | None) -> Found:
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
            reading = self._entered(key, root)
        return reading.wait(progress, stop)

    def _entered(self, key: Key, root: Path) -> SharedReading[Found]:
        """The reading of a key, which is begun where none goes on."""
        if self._over:
            raise Stopped
        for known, reading in self._readings:
            if known == key and reading.enter():
                return reading
        reading = SharedReading(partial(self._read, key, root))
        self._readings = [one for one in self._readings if one[1].alive] + [(key, reading)]
        reading.enter()
        return reading

    def _read(self, key: Key, root: Path, progress: Progress, stop: Stop) -> Found:
        self._forget_changed(key)
        parts = read(key[0], root, progress, stop, self.budget)
        found = parts, facts_read(key[0], parts, key[1])
        with self._lock:
            self._found[key] = found
            while len(self._found) > KEPT:
                self._found.popitem(last=False)
        return found

    def _forget_changed(self, key: Key) -> None:
        """What own images were before they were changed: nobody asks for that, and the memory is needed."""
        if not isinstance(key[0], OwnImages):
            return
        with self._lock:
            for known in [one for one in self._found if one[0] == key[0]]:
                del self._found[known]
            if self._last is not None and self._last[0][0][0] == key[0]:
                self._last = None

    def _split(self, settings: DataSettings, key: Key, found: Found) -> Dataset:
        """The last splits are kept as long as nothing about them changes: who asks again gets the very same."""
        wanted = (key, settings.source, settings.validation, settings.share, settings.split_seed, settings.spoiling)
        last = self._last
        if last is None or last[0] != wanted:
            parts, facts = as_documented(*found, settings.source)
            remarks = (*parts.remarks, *data_in_words(settings, facts.classes))
            last = (wanted, Dataset(*divided(parts, settings, facts), facts, parts.note, remarks))
            self._last = last
        return last[1]


def _key(source: AnySource, root: Path | None) -> Key:
    return as_read(source), fingerprint(source, root or data_root())
