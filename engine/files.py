"""Files that are either the old ones or the new ones, never something between."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

RESOURCES = Path(__file__).resolve().parent.parent / "resources"  # what ships with the program
ASIDE = ".part"  # the ending of what is being written


def write_aside(path: Path, content: bytes) -> None:
    """Writes beside the file, flushes to disk and renames into place; raises OSError and leaves the old file.

    A link stays a link, and a file keeps its permissions.
    """
    target = path.resolve()
    aside = target.with_name(f".{secrets.token_hex(8)}{ASIDE}")
    try:
        with aside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            aside.chmod(target.stat().st_mode & 0o777)
        aside.replace(target)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def create_whole(path: Path, content: bytes) -> None:
    """Makes a new file, which nobody ever sees half written where there are links; raises FileExistsError, OSError."""
    aside = path.with_name(f".{secrets.token_hex(8)}{ASIDE}")
    try:
        aside.write_bytes(content)
        _link(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def _link(whole: Path, path: Path) -> None:
    try:
        os.link(whole, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links, as on a memory stick
        with path.open("xb") as file:
            file.write(whole.read_bytes())


def discard_asides(folder: Path) -> None:
    """Lets go of what a killed process left half written beside the files of a folder; raises OSError."""
    for aside in folder.glob(f".*{ASIDE}"):
        aside.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Makes a rename in the folder last through a power cut, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
