"""Crash reports: what nobody foresaw, written where a person can find it and pass it on."""

from __future__ import annotations

import os
import re
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from engine.files import write_aside
from engine.log import LOG, without_home
from engine.platform import HERE, log_folder
from engine.version import headline

CRASH = re.compile(r"crash_(\d+)\.txt")


def write_report(error: BaseException, doing: str = "") -> Path | None:
    """Writes traceback, versions and what was being done into the user's log folder, or else a temporary one.

    None where nothing can be written.
    """
    LOG.error("Something unexpected went wrong %s", doing, exc_info=error)
    name = time.strftime("report_%Y-%m-%d_%H%M%S.txt")
    for folder in (log_folder(), Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_aside(folder / name, _content(error, doing).encode(errors="backslashreplace"))
        except OSError:
            continue
        return folder / name
    return None


def _content(error: BaseException, doing: str) -> str:
    head = f"{headline()}\n{doing}".strip()
    return without_home(f"{head}\n\n{''.join(traceback.format_exception(error))}")


@contextmanager
def crashes_kept() -> Iterator[None]:
    """Meanwhile a crash in a library, which ends the process at once, leaves where it happened in a file."""
    import faulthandler

    path = log_folder() / f"crash_{os.getpid()}.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _tidy(path.parent)
        file = path.open("ab")
    except OSError:
        yield
        return
    faulthandler.enable(file)
    try:
        yield
    finally:
        faulthandler.disable()
        file.close()
        _remove_empty(path)


def crash_files(folder: Path) -> list[Path]:
    """Reports and what crashes left, the newest first; raises OSError."""
    found = [path for path in folder.glob("*.txt") if path.name.startswith("report_") or CRASH.fullmatch(path.name)]
    written = {path: path.stat() for path in found}
    return sorted((path for path in found if written[path].st_size), key=lambda path: -written[path].st_mtime)


def _tidy(folder: Path) -> None:
    """A process that was killed leaves its file empty."""
    from engine.processes import started

    for path in folder.glob("crash_*.txt"):
        found = CRASH.fullmatch(path.name)
        if found and started(int(found[1])) is None:
            _remove_empty(path)


def _remove_empty(path: Path) -> None:
    with suppress(OSError):
        if not path.stat().st_size:
            HERE.remove(path)
