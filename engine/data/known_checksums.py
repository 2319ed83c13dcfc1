"""Known checksums: of data sets whose files are still as they were when all their pixels were gone through."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec

from engine.data.reading import Fingerprint
from engine.machine.kept_file import KeptFile, with_newest
from engine.typed.versions import Format

MOST = 100  # that are kept


class KnownChecksums(msgspec.Struct, frozen=True):
    """What was found, by the files it was found for, the newest last."""

    known: dict[str, str] = {}
    version: Literal[1] = 1


CHECKSUMS = Format("checksums", KnownChecksums)
KEPT = KeptFile("checksums.json", CHECKSUMS, KnownChecksums())


def checksum_of_files(files: Fingerprint, taken: Callable[[], str]) -> str:
    """What is known for files that are as they were, or what `taken()` says, which is remembered.

    A folder tells nothing of what is written into the files in it: there it is taken each time.
    """
    if not all(Path(path).is_file() for path, _, _ in files):
        return taken()
    key = hashlib.sha256(repr(files).encode()).hexdigest()[:32]
    if known := KEPT.read().known.get(key):
        return known
    found = taken()
    KEPT.change(lambda before: KnownChecksums(with_newest(before.known, key, found, MOST)))
    return found
