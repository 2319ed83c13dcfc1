"""Known checksums: of data sets whose files are still as they were when all their pixels were gone through.

The file is of use for the next start alone: where it is lost or damaged, a checksum is taken anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Literal

import msgspec

from engine.data.reading import Fingerprint
from engine.errors import LayerscopeError
from engine.files import write_aside
from engine.platform import state_folder
from engine.typed.document import written
from engine.typed.versions import Format

MOST = 100  # that are kept; the oldest go


class KnownChecksums(msgspec.Struct, frozen=True):
    """What was found, by the files it was found for, the newest last."""

    known: dict[str, str] = {}
    version: Literal[1] = 1


CHECKSUMS = Format("checksums", KnownChecksums)


def checksums_file() -> Path:
    """Where they are kept."""
    return state_folder() / "checksums.json"


def checksum_of_files(files: Fingerprint, taken: Callable[[], str]) -> str:
    """What is known for files that are as they were, or what `taken()` says, which is remembered.

    A folder tells nothing of what is written into the files in it: there it is taken each time.
    """
    if not all(Path(path).is_file() for path, _, _ in files):
        return taken()
    key = hashlib.sha256(repr(files).encode()).hexdigest()[:32]
    found = _read().get(key) or taken()
    _remember(key, found)
    return found


def _remember(key: str, checksum: str) -> None:
    known = _read()
    if known.get(key) == checksum:
        return
    others = [one for one in known.items() if one[0] != key]
    with suppress(OSError):
        checksums_file().parent.mkdir(parents=True, exist_ok=True)
        write_aside(checksums_file(), written(KnownChecksums(dict([*others[1 - MOST :], (key, checksum)]))))


def _read() -> dict[str, str]:
    with suppress(LayerscopeError):  # of a newer program
        return (CHECKSUMS.read_file(checksums_file()) or KnownChecksums()).known
    return {}
