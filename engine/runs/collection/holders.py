"""Holders: by whom the runs of a folder are trained, or were when a process died."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from engine.runs.lock.lock import Holder, written_holder


def holders(runs: Path) -> Iterator[tuple[str, Holder]]:
    """The name of each run that has a lock, and who wrote it, alive or not; nothing where nobody may look."""
    for name in _names(runs):
        lock = f"{runs}/{name}/lock"
        if not name.startswith(".") and os.access(lock, os.F_OK):  # few have one, among thousands
            with suppress(OSError):
                if (holder := written_holder(Path(lock))) is not None:
                    yield name, holder


def _names(runs: Path) -> list[str]:
    try:
        return os.listdir(runs)  # noqa: PTH208  # names alone
    except OSError:
        return []
