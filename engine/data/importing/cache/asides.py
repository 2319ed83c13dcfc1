"""Asides: folders of the cache that are being written, and which of them were left by a process that is gone."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from engine.files import ASIDE, discard_folder
from engine.processes import DEAD_SECONDS, Process, seems_alive, this_process
from engine.typed.document import learned

MAKER = "maker.json"

_MAKER = learned(Process)


@contextmanager
def aside_in(root: Path) -> Iterator[Path]:
    """A new folder to write into, which says who does; at an error nothing is left of it. Raises OSError.

    Whoever gives it another name says `sign_off` then.
    """
    aside = root / f".{secrets.token_hex(8)}{ASIDE}"
    try:
        aside.mkdir(parents=True)
        (aside / MAKER).write_bytes(msgspec.json.encode(this_process()))
        yield aside
    except BaseException:
        discard_folder(aside)
        raise


def sign_off(folder: Path) -> None:
    """It is whole, and nobody writes into it any more; raises OSError."""
    (folder / MAKER).unlink(missing_ok=True)


def left_in(root: Path) -> list[Path]:
    """Those that nobody is at any more: what killed processes left half made."""
    return [aside for aside in root.glob(f".*{ASIDE}") if not _at_work(aside)]


def _at_work(aside: Path) -> bool:
    """Whether who makes it lives; of one who has not said yet who they are, the time tells."""
    with suppress(OSError):
        newest = max((aside, *aside.iterdir()), key=lambda path: path.stat().st_mtime)
        with suppress(OSError, ValueError, RecursionError):  # a decode error is a ValueError
            return seems_alive(_MAKER.decode((aside / MAKER).read_bytes()), newest)
        return time.time() - newest.stat().st_mtime < DEAD_SECONDS
    return False
