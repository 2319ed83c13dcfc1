"""The two logs of a run: rare events as JSON, one a line, and the figures of every step as fixed-width records.

Both may end torn when a process was killed: readers take the whole part, writers cut the rest off. Whole lines that
are not known are of a newer program, or damaged: readers pass over them and count them, writers let them be.
"""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec
import numpy as np
from numpy.typing import NDArray

from engine.errors import RunFolderError
from engine.events import AnyLogEvent
from engine.platform import HERE
from engine.typed.document import learned

# One record for each step, in order: the n-th record is step n, counted from 1. Little endian, 24 bytes.
STEP = np.dtype(
    [
        ("step", "<u4"),
        ("images", "<u4"),
        ("correct", "<u4"),
        ("loss", "<f4"),  # mean over the batch
        ("rate", "<f4"),
        ("seconds", "<f4"),  # the step's share of the time of its block
    ]
)
Records = NDArray[np.void]
PORTION = 256  # records that are looked at together for the last whole one


class _Log:
    """A file that grows at its end, cut to a length first."""

    def __init__(self, path: Path, size: int) -> None:
        self._path = path
        path.touch()
        self._file = path.open("r+b", buffering=0)
        self._size = min(size, path.stat().st_size)
        self._cut()

    @property
    def size(self) -> int:
        """Bytes so far."""
        return self._size

    def _write(self, content: bytes) -> None:
        rest = memoryview(content)
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError:  # a full disk may have taken a part, which must not stand between whole entries
            self._cut()
            raise
        self._size += len(content)

    def _cut(self) -> None:
        self._file.truncate(self._size)
        self._file.seek(self._size)

    def prove(self) -> None:
        """Raises FileNotFoundError where somebody took the file away, as what is written then goes nowhere."""
        if os.fstat(self._file.fileno()).st_nlink == 0:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(self._path))

    def sync(self) -> None:
        """Makes all of it last through a power cut; raises OSError."""
        self.prove()
        HERE.sync_file(self._file.fileno())

    def close(self) -> None:
        """Ends the writing."""
        self._file.close()


class EventLog(_Log):
    """Writer of events.jsonl, from `size` bytes on, or from the last whole line before them; raises OSError."""

    def __init__(self, path: Path, size: int) -> None:
        super().__init__(path, size)
        self._size = path.read_bytes().rfind(b"\n") + 1
        self._cut()

    def append(self, event: AnyLogEvent) -> None:
        """One line, at once visible to readers."""
        self._write(msgspec.json.encode(event) + b"\n")


class StepLog(_Log):
    """Writer of steps.bin, from `count` records on; raises OSError."""

    def __init__(self, path: Path, count: int) -> None:
        super().__init__(path, count * STEP.itemsize)

    def append(self, records: Records) -> None:
        """Records of the steps that follow those written."""
        self._write(records.tobytes())


_EVENT: msgspec.json.Decoder[AnyLogEvent] = learned(AnyLogEvent)  # type: ignore[arg-type]  # a union has no type


@dataclass(frozen=True)
class Logged:
    """What a log of events holds: those that this program knows, and how many whole lines it passed over."""

    events: tuple[AnyLogEvent, ...] = ()
    passed_over: int = 0


def read_log(path: Path) -> Logged:
    """The whole lines of a log: a newer program may have written others, and a disk may have lost some in the middle.

    None where there is no file; raises RunFolderError in words.
    """
    try:
        lines = path.read_bytes().split(b"\n")[:-1]
    except FileNotFoundError:
        return Logged()
    except OSError as error:
        raise _unreadable(path, error) from None
    events = tuple(event for event in map(_event, lines) if event is not None)
    return Logged(events, len(lines) - len(events))


def _event(line: bytes) -> AnyLogEvent | None:
    try:
        return _EVENT.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def read_events(path: Path) -> list[AnyLogEvent]:
    """The events alone; raises RunFolderError in words."""
    return list(read_log(path).events)


def read_steps(path: Path, begin: int = 0, end: int | None = None) -> Records:
    """The whole records of steps begin + 1 to end, as far as they are there; read-only, none where there is no file.

    A record is of the step that is its place. One that is not is damaged and tells no figures: its loss and rate are no
    numbers, and it counts no image and no time. Behind the last whole one there are none: they were lost, or are being
    cut. They are read, never mapped: a run that goes on cuts its log, and whoever touches a mapped page that is gone
    dies. Raises RunFolderError in words.
    """
    try:
        with path.open("rb") as file:
            last = _last_whole(file)
            return _without_damage(_read(file, begin, last if end is None else min(end, last)), begin)
    except FileNotFoundError:
        return np.empty(0, STEP)
    except OSError as error:
        raise _unreadable(path, error) from None


def _read(file: BinaryIO, begin: int, end: int) -> Records:
    """As they lie there; fewer where the log is being cut."""
    file.seek(begin * STEP.itemsize)
    content = file.read(max(0, end - begin) * STEP.itemsize)
    return np.frombuffer(content, STEP, len(content) // STEP.itemsize)


def _last_whole(file: BinaryIO) -> int:
    """The last step that has a whole record in its place."""
    end = file.seek(0, os.SEEK_END) // STEP.itemsize
    while end:
        begin = max(0, end - PORTION)
        whole = np.flatnonzero(_in_place(_read(file, begin, end), begin))
        if len(whole):
            return begin + int(whole[-1]) + 1
        end = begin
    return 0


def _in_place(records: Records, begin: int) -> NDArray[np.bool_]:
    placed: NDArray[np.bool_] = records["step"] == np.arange(begin + 1, begin + 1 + len(records), dtype=np.uint32)
    return placed


def _without_damage(records: Records, begin: int) -> Records:
    damaged = np.flatnonzero(~_in_place(records, begin))
    if not len(damaged):
        return records
    mended = records.copy()
    mended[damaged] = np.zeros(1, STEP)
    mended["step"][damaged] = begin + 1 + damaged
    mended["loss"][damaged] = mended["rate"][damaged] = np.nan
    mended.flags.writeable = False
    return mended


def damaged_steps(records: Records) -> int:
    """Of how many of these steps the log tells no figures, as it is damaged there."""
    return int((records["images"] == 0).sum())


def logged_steps(path: Path) -> int:
    """How many records a log has, damaged ones too; none are read. Raises RunFolderError in words."""
    try:
        with path.open("rb") as file:  # a folder has a size too
            return file.seek(0, os.SEEK_END) // STEP.itemsize
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise _unreadable(path, error) from None


def _unreadable(path: Path, error: OSError) -> RunFolderError:
    reason = (error.strerror or str(error)).lower()
    return RunFolderError(f"“{path}” cannot be read ({reason}).", "Mend that, or choose another run.")
