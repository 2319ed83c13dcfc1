"""How much disk runs take, those in the trash too. A run that has ended is measured once and remembered."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from engine.runs.collection.trash import TRASH
from engine.runs.folder import KEPT_FOLDERS, RESULT_NAME


@dataclass(frozen=True)
class DiskUse:
    """Bytes by run: of those in the list by the names of their folders, and of those in the trash."""

    runs: Mapping[str, int]
    trash: Mapping[str, int]


class DiskMeasure:
    """Measures one folder of runs, as often as it is asked to; from one thread at a time.

    What others do to the runs meanwhile, on any thread or in another process, it sees by the dates of their folders.
    """

    def __init__(self, runs: Path) -> None:
        self._runs = runs
        self._known: dict[str, tuple[tuple[int, ...], int]] = {}  # what stands for a run's content, and its bytes

    def measure(self, tell: Callable[[int, int], None] = lambda *_: None) -> DiskUse:
        """Bytes of all files, as the files say; `tell(done, of)` is called before each run, and may raise."""
        there, removed = _folders(self._runs), _folders(self._runs / TRASH)
        places = [str(self._runs / name) for name in there] + [str(self._runs / TRASH / name) for name in removed]
        sizes = []
        for done, place in enumerate(places):
            tell(done, len(places))
            sizes.append(self._size(place))
        self._known = {place: self._known[place] for place in places if place in self._known}
        return DiskUse(
            dict(zip(there, sizes[: len(there)], strict=True)), dict(zip(removed, sizes[len(there) :], strict=True))
        )

    def _size(self, place: str) -> int:
        """Of a run; one that looks as before has the size that it had."""
        signs = _signs(place)
        if (known := self._known.get(place)) and signs and known[0] == signs:
            return known[1]
        size = _bytes_in(place)
        self._known[place] = (signs, size)
        return size


def _signs(place: str) -> tuple[int, ...]:
    """When a run that has ended got or lost files last, by each of its folders; () where it has no result or went."""
    try:
        dates = [_changed_at(f"{place}/{RESULT_NAME}"), _changed_at(place)]
    except OSError:
        return ()
    for name in KEPT_FOLDERS:
        with suppress(OSError):  # a run without predictions has no folder for them
            dates.append(_changed_at(f"{place}/{name}"))
    return tuple(dates)


def _changed_at(place: str) -> int:
    return os.stat(place).st_mtime_ns  # noqa: PTH116  # thousands of runs: no path of each


def _bytes_in(place: str) -> int:
    """Of a folder with all that is in it; links are not followed, and what vanishes meanwhile is passed over."""
    total = 0
    with suppress(OSError), os.scandir(place) as entries:
        for entry in entries:
            with suppress(OSError):
                total += _bytes_in(entry.path) if entry.is_dir(follow_symlinks=False) else _bytes_of(entry)
    return total


def _bytes_of(entry: os.DirEntry[str]) -> int:
    return entry.stat(follow_symlinks=False).st_size


def _folders(root: Path) -> list[str]:
    try:
        with os.scandir(root) as entries:
            return [one.name for one in entries if not one.name.startswith(".") and one.is_dir(follow_symlinks=False)]
    except OSError:
        return []
