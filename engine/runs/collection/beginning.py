"""When a run began: its folder's name says so, and of a folder that somebody named, as a copy, the log does.

A moment is text as names of runs have it, "2026-11-21_174510": local time, which sorts as it went by.
"""

from __future__ import annotations

import re
from datetime import datetime

import msgspec

from engine.files import start_of_document
from engine.typed.document import learned

MOMENT = "%Y-%m-%d_%H%M%S"
_NAMED = re.compile(r"\d{4}-\d{2}-\d{2}_\d{6}(?!\d)", re.ASCII)
_MOST_BYTES = 4096  # the first line of a log is short


class _First(msgspec.Struct, frozen=True):
    """What counts of the first line of a log."""

    run: str
    time: float


_FIRST = learned(_First)


def named_moment(name: str) -> str:
    """What a folder's name begins with; empty where that is no moment."""
    found = _NAMED.match(name)
    return found[0] if found else ""


def logged_moment(log: str) -> str:
    """What the log at a path begins with, by the run's own id or the clock; empty where it cannot be read."""
    try:
        first = _FIRST.decode(start_of_document(log, _MOST_BYTES).partition(b"\n")[0])
        return named_moment(first.run) or datetime.fromtimestamp(first.time).astimezone().strftime(MOMENT)
    except (OSError, ValueError, OverflowError, RecursionError):  # a decode error is a ValueError
        return ""
