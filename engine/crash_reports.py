"""Crash reports: what nobody foresaw, written where a person can find it and pass it on."""

from __future__ import annotations

import platform
import tempfile
import time
import traceback
from pathlib import Path

from engine.files import write_aside
from engine.platform import log_folder


def write_report(error: BaseException, doing: str = "") -> Path | None:
    """Writes traceback, versions and what was being done into the user's log folder, or else a temporary one.

    None where nothing can be written.
    """
    name = time.strftime("report_%Y-%m-%d_%H%M%S.txt")
    for folder in (log_folder(), Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_aside(folder / name, _content(error, doing).encode())
        except OSError:
            continue
        return folder / name
    return None


def _content(error: BaseException, doing: str) -> str:
    head = f"Layerscope, Python {platform.python_version()}, {platform.platform()}\n{doing}".strip()
    return f"{head}\n\n{''.join(traceback.format_exception(error))}"
