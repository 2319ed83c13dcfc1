"""Log: what this process met, in a file in the user's log folder for whoever looks into a problem later.

Each process has a file of its own, so that none turns another's over. No images go in, and the home folder is written
as ~. A folder that cannot be written to is no fault: then nothing is kept.
"""

from __future__ import annotations

import logging
import os
import re
import threading
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from engine.platform import HERE, log_folder
from engine.version import headline

LOG = logging.getLogger("layerscope")  # silent until `logged`, and in scripts until they want it
LOG.addHandler(logging.NullHandler())
LOG.setLevel(logging.INFO)

BYTES = 1_000_000  # of a file, before it is turned over
FORMER = 2  # files that are kept of what was turned over
KEPT = 20  # logs of processes
NAME = re.compile(r"layerscope_(\d+)\.log(\.\d+)?")
LINES = "%(asctime)s %(levelname)s %(threadName)s: %(message)s"


class Early(logging.Handler):
    """Keeps what LOG is told before there is time for a file."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def logged(program: str, early: Iterable[logging.LogRecord] = (), folder: Path | None = None) -> Iterator[None]:
    """Meanwhile LOG and Python's warnings go to the log of this process, which begins with versions and `program`.

    `early` is what was told before, as `Early` kept it.
    """
    handler, shown = _opened(folder or log_folder()), warnings.showwarning

    def show(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        LOG.warning(warnings.formatwarning(message, category, filename, lineno, line).rstrip())
        shown(message, category, filename, lineno, file, line)

    LOG.addHandler(handler)
    LOG.info("%s, %s", headline(), program)
    for record in early:
        handler.handle(record)
    warnings.showwarning = show
    try:
        yield
    finally:
        warnings.showwarning = shown
        LOG.removeHandler(handler)
        with suppress(OSError):  # a full disk
            handler.close()


@contextmanager
def thread_failures_logged() -> Iterator[None]:
    """Meanwhile an error that ends a thread goes to the log before it is shown as ever."""
    shown = threading.excepthook

    def show(failure: threading.ExceptHookArgs) -> None:
        name = failure.thread.name if failure.thread else "a thread"
        LOG.error("%s ended", name, exc_info=failure.exc_value)
        shown(failure)

    threading.excepthook = show
    try:
        yield
    finally:
        threading.excepthook = shown


def _opened(folder: Path) -> logging.Handler:
    from logging.handlers import RotatingFileHandler  # not needed before a window is there

    class Quiet(RotatingFileHandler):
        """A full disk is no reason to disturb anybody."""

        def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # logging's own name
            pass

    try:
        folder.mkdir(parents=True, exist_ok=True)
        _tidy(folder)
        path = folder / f"layerscope_{os.getpid()}.log"
        handler = Quiet(path, maxBytes=BYTES, backupCount=FORMER, encoding="utf-8", errors="backslashreplace")
    except OSError:
        return logging.NullHandler()
    handler.setFormatter(_Discreet(LINES))
    return handler


class _Discreet(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return without_home(super().format(record))


def log_files(folder: Path) -> list[Path]:
    """The logs in a folder, those of this process first, then the newest; raises OSError."""
    found = {path: path.stat().st_mtime for path in folder.iterdir() if NAME.fullmatch(path.name)}
    return sorted(found, key=lambda path: (_process(path) == os.getpid(), found[path]), reverse=True)


def _process(path: Path) -> int:
    found = NAME.fullmatch(path.name)
    return int(found[1]) if found else 0


def _tidy(folder: Path) -> None:
    """Takes away the oldest logs beyond KEPT, but none of a process that lives."""
    oldest = list(dict.fromkeys(map(_process, log_files(folder))))[KEPT:]
    for pid in filter(_has_ended, oldest):
        for path in folder.glob(f"layerscope_{pid}.log*"):
            with suppress(OSError):
                HERE.remove(path)


def _has_ended(pid: int) -> bool:
    from engine.processes import started  # seldom needed, and the command line begins sooner without

    return started(pid) is None


def without_home(text: str) -> str:
    """The text with ~ for the home folder, however its path is written."""
    with suppress(RuntimeError):  # a system that knows of no home
        for home in {Path.home(), Path.home().resolve()}:
            if len(home.parts) > 1:
                text = _written(home).sub("~", text)
    return text


def _written(home: Path) -> re.Pattern[str]:
    """Windows separates by either slash, doubled where Python quotes, and tells no capitals from small letters."""
    separator = r"[\\/]+"
    path = separator.join(map(re.escape, (home.anchor.rstrip("\\/"), *home.parts[1:])))
    flags = re.IGNORECASE if HERE.name == "Windows" else 0
    return re.compile(rf"(?<![\w.~-]){path}(?![\w-]|\.\w)", flags)
