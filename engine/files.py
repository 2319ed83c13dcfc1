"""Files that are either the old ones or the new ones, never something between.

What differs between systems is `engine.platform`'s, which is given for trying out another one's ways.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from engine.platform import HERE, Platform

RESOURCES = Path(__file__).resolve().parent.parent / "resources"  # what ships with the program
FULL = (errno.ENOSPC, errno.EDQUOT)  # what a disk without room says
ASIDE = ".part"  # the ending of what is being written
MAX_BYTES = 16 * 2**20  # of a document: a thousand times the largest recipe
USUAL_BYTES = 2**16  # of a document, at most: one call reads it
OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)  # a pipe by that name must not hang


def document_content(place: str | Path) -> bytes:
    """A small file's content; raises OSError, also for what is no file or far too large."""
    handle = os.open(place, OPEN)
    try:
        content = os.read(handle, USUAL_BYTES)
        if 0 < len(content) < USUAL_BYTES:
            return content
        return content + _rest(handle, place)
    finally:
        os.close(handle)


def start_of_document(place: str | Path, most: int) -> bytes:
    """At most so many of a file's first bytes; raises OSError, also for what is no file."""
    return _part_of_document(place, lambda _: 0, most)


def end_of_document(place: str | Path, most: int) -> bytes:
    """At most so many of a file's last bytes; raises OSError, also for what is no file."""
    return _part_of_document(place, lambda size: max(0, size - most), most)


def _part_of_document(place: str | Path, begin: Callable[[int], int], most: int) -> bytes:
    handle = os.open(place, OPEN)
    try:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise OSError(f"{place} is no document")
        os.lseek(handle, begin(about.st_size), os.SEEK_SET)
        return os.read(handle, most)
    finally:
        os.close(handle)


def _rest(handle: int, place: str | Path) -> bytes:
    about = os.fstat(handle)
    if not stat.S_ISREG(about.st_mode) or about.st_size > MAX_BYTES:
        raise OSError(f"{place} is no document")
    return os.read(handle, MAX_BYTES)


def write_aside(path: Path, content: bytes, platform: Platform = HERE) -> None:
    """Writes beside the file, flushes to disk and renames into place; raises OSError and leaves the old file.

    A link stays a link, and a file keeps its permissions.
    """
    with written_aside(path, platform) as file:
        file.write(content)


@contextmanager
def written_aside(path: Path, platform: Platform = HERE) -> Iterator[BinaryIO]:
    """A file that takes the place of `path` once it is complete and on the disk; else as `write_aside`."""
    target = path.resolve()
    aside = _aside(target)
    try:
        with aside.open("xb") as file:
            yield file
            _flush(file, platform)
        if target.exists():
            aside.chmod(target.stat().st_mode & 0o777)
        platform.rename(aside, target)
    except BaseException:
        _discard(aside, platform)
        raise
    sync_folder(target.parent, platform)


def write_synced(path: Path, content: bytes, platform: Platform = HERE) -> None:
    """Writes a file that nobody reads before it is complete, and flushes it to disk; raises OSError."""
    with path.open("wb") as file:
        file.write(content)
        _flush(file, platform)


def create_whole(path: Path, content: bytes, platform: Platform = HERE) -> None:
    """Makes a new file, which nobody ever sees half written where there are links; raises FileExistsError, OSError."""
    aside = _aside(path)
    try:
        aside.write_bytes(content)
        _link(aside, path, platform)
    finally:
        _discard(aside, platform)


def _aside(path: Path) -> Path:
    return path.with_name(f".{secrets.token_hex(8)}{ASIDE}")


def _flush(file: BinaryIO, platform: Platform) -> None:
    file.flush()
    platform.sync_file(file.fileno())


def _link(whole: Path, path: Path, platform: Platform) -> None:
    try:
        platform.link(whole, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links, as on a memory stick
        with path.open("xb") as file:
            file.write(whole.read_bytes())


def put_in_place(path: Path, content: bytes, platform: Platform = HERE) -> None:
    """Writes beside the file and renames into place: whoever reads sees all of it or nothing; raises OSError.

    It lasts through a power cut only once `flush` was called.
    """
    aside = _aside(path)
    try:
        aside.write_bytes(content)
        platform.rename(aside, path)
    except BaseException:
        _discard(aside, platform)
        raise


def flush(files: Collection[Path], platform: Platform = HERE) -> None:
    """Makes files that were put in place last through a power cut; raises OSError. One that is gone is passed over."""
    gone = [FileNotFoundError, *([PermissionError] if platform.removed_linger else [])]
    for path in files:
        with contextlib.suppress(*gone), path.open("r+b") as file:
            platform.sync_file(file.fileno())
    for folder in {path.parent for path in files}:
        sync_folder(folder, platform)


def _discard(aside: Path, platform: Platform) -> None:
    """Where somebody holds it still it stays, hidden, until `discard_asides`: the error in hand says more."""
    with contextlib.suppress(OSError):
        platform.remove(aside)


def discard_asides(folder: Path, platform: Platform = HERE) -> None:
    """Lets go of what a killed process left half written beside the files of a folder; raises OSError."""
    for aside in folder.glob(f".*{ASIDE}"):
        platform.remove(aside)


def discard_folder(folder: Path, platform: Platform = HERE) -> None:
    """Takes a folder away as far as the system lets us."""
    with contextlib.suppress(OSError):
        platform.remove_folder(folder)


def sync_folder(folder: Path, platform: Platform = HERE) -> None:
    """Makes a rename in the folder last through a power cut, where the system can."""
    with contextlib.suppress(OSError):
        platform.sync_folder(folder)
