"""KeptFile: a small document that is of use for the next start alone, in the user's folder, for all processes.

Where it is lost, damaged or cannot be written, what it told is found anew. That of a newer program is left to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeAlias, TypeVar

from engine.errors import NewerVersion
from engine.files import write_aside
from engine.guard import guarded
from engine.platform import state_folder
from engine.typed.document import written
from engine.typed.versions import Format

T = TypeVar("T")
V = TypeVar("V")

Stamp: TypeAlias = tuple[int, int, int]  # of a file: which it is, when it was written, how long it is


class KeptFile(Generic[T]):
    """One such file by its name. `usual` is what holds where there is none. For any thread."""

    def __init__(self, name: str, format: Format[T], usual: T) -> None:
        self._name, self._format, self._usual = name, format, usual
        self._last: tuple[Stamp, T] | None = None  # it is asked often, and changes seldom

    @property
    def path(self) -> Path:
        """Where it lies."""
        return state_folder() / self._name

    def read(self) -> T:
        """What it tells now."""
        stamp, last = _stamp(self.path), self._last
        if stamp is None:
            return self._usual
        if last is None or last[0] != stamp:
            self._last = last = stamp, self._in_file()
        return last[1]

    def change(self, change: Callable[[T], T]) -> bool:
        """Changes it, with no other process between reading and writing; whether that could be done."""
        path = self.path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with guarded(path):
                write_aside(path, written(change(self._format.read_file(path) or self._usual)))
        except (OSError, NewerVersion):
            return False
        return True

    def _in_file(self) -> T:
        with suppress(NewerVersion):
            return self._format.read_file(self.path) or self._usual
        return self._usual


def with_newest(kept: Mapping[str, V], key: str, value: V, most: int) -> dict[str, V]:
    """The same with one more, as the newest; of more than `most` the oldest go."""
    others = {name: one for name, one in kept.items() if name != key}
    return dict(list({**others, key: value}.items())[-most:])


def _stamp(path: Path) -> Stamp | None:
    with suppress(OSError):
        about = path.stat()
        return about.st_ino, about.st_mtime_ns, about.st_size
    return None
