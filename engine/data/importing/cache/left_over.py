"""Left over: folders of the cache that processes left half made; whoever made one says in it who that is."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import msgspec

from engine.files import document_content
from engine.processes import Process, lives, this_process

MAKER = "maker.json"
DAY = 86_400.0  # seconds, from which on nobody is still at it who cannot be asked

_MAKERS = msgspec.json.Decoder(Process)


def sign(folder: Path) -> None:
    """Says that this process makes it."""
    (folder / MAKER).write_bytes(msgspec.json.encode(this_process()))


def is_left(folder: Path) -> bool:
    """Whether whoever made it has ended, or would have by now."""
    with suppress(OSError, msgspec.DecodeError):
        maker = _MAKERS.decode(document_content(folder / MAKER))
        if maker.here:
            return not lives(maker)
    with suppress(OSError):
        return time.time() - folder.stat().st_mtime > DAY
    return False
