"""Transfer: one archive, from the first of its mirrors that sends it whole, into a part that outlives a break.

The part is kept under the archive's name until it is whole, and whatever comes later begins where it ends: after a
moment's silence, a break, a cancelled download, or in another process.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeAlias
from urllib.parse import urlsplit

from engine.data.download.connection import Connection
from engine.data.download.published import Archive
from engine.data.download.trouble import Trouble, a_page, cut, endless, wrong
from engine.data.readers.read_parts import Stop
from engine.errors import Stopped

Tell: TypeAlias = Callable[[int], None]  # bytes of the archive that are here
Troubles: TypeAlias = list[tuple[str, Trouble]]  # by the name of each server

BLOCK = 1 << 20  # bytes that are summed at a time
NOT_SATISFIABLE = 416  # the part is as long as the file, or longer


@dataclass(frozen=True)
class Patience:
    """Seconds to wait before each new try at the same place, and of silence after which a connection is given up.

    What brings the part further makes the tries begin anew.
    """

    waits: tuple[float, ...] = (1, 2, 5, 10, 20)
    silence: float = 30.0
    clock: Callable[[], float] = time.monotonic


PATIENCE = Patience()


class Unobtainable(Exception):
    """No mirror sent it; `troubles` say what each of them did."""

    def __init__(self, troubles: Troubles) -> None:
        super().__init__(str(troubles))
        self.troubles = troubles


@dataclass(frozen=True)
class Transfer:
    """One archive and its part; no more than `most` bytes are taken."""

    archive: Archive
    part: Path
    most: int
    tell: Tell
    stop: Stop
    patience: Patience = PATIENCE

    def fetch(self) -> None:
        """Makes the part whole; raises Unobtainable, Stopped, and OSError of the disk."""
        if self._is_whole():
            return self.tell(self._size)
        troubles: Troubles = []
        for mirror in self.archive.mirrors:
            try:
                return self._from(mirror + self.archive.name)
            except Trouble as one:
                troubles.append((urlsplit(mirror).hostname or mirror, one))
        raise Unobtainable(troubles)

    def _from(self, address: str) -> None:
        """From one place; where it does not fit what was there, once more from the beginning."""
        for _ in range(2):
            spliced = self._received(address)
            if self._is_whole():
                return
            self._begin_anew()
            if not spliced:
                break
        raise wrong()

    def _received(self, address: str) -> bool:
        """All that a place sends, tried again while that may help; whether it was put to what was there."""
        tries, begun = 0, self._size
        furthest = begun
        while True:
            try:
                return self._receive(address)
            except Trouble as one:
                if one.status == NOT_SATISFIABLE and self._size:
                    self._begin_anew()
                    continue
                if self._size > furthest:
                    tries, furthest = 0, self._size
                passing = one.kind == "passing" or (one.kind == "offline" and furthest > begun)
                if not passing or tries == len(self.patience.waits):
                    raise
            self._wait(self.patience.waits[tries])
            tries += 1

    def _receive(self, address: str) -> bool:
        """What one connection sends; whether it was put to what was there."""
        connection = Connection(address, self._size, self.patience.silence)
        try:
            answer = connection.answer(self.stop)
            with self.part.open("ab") as file:
                here = file.tell()
                if answer.begin != here:  # it cannot go on from there
                    file.truncate(0)
                if answer.begin not in (0, here):
                    raise cut()
                size = self._write(connection, file, answer.begin)
            if answer.size is not None and size < answer.size:
                raise cut()
        finally:
            connection.close()
        return answer.begin > 0

    def _write(self, connection: Connection, file: BinaryIO, size: int) -> int:
        """Puts what comes to a part of this size; gives its size afterwards."""
        for chunk in connection.chunks(self.stop):
            if size == 0 and chunk.lstrip()[:1] == b"<":  # no archive begins so
                raise a_page()
            size += len(chunk)
            if size > self.most:
                file.truncate(0)
                raise endless()
            file.write(chunk)
            self.tell(size)
        return size

    @property
    def _size(self) -> int:
        return self.part.stat().st_size if self.part.exists() else 0

    def _begin_anew(self) -> None:
        self.part.unlink(missing_ok=True)
        self.tell(0)

    def _is_whole(self) -> bool:
        """Whether the part is what was published."""
        if not self._size:
            return False
        digest = hashlib.md5(usedforsecurity=False)
        with self.part.open("rb") as file:
            while block := file.read(BLOCK):
                if self.stop():
                    raise Stopped
                digest.update(block)
        return digest.hexdigest() == self.archive.md5

    def _wait(self, seconds: float) -> None:
        until = self.patience.clock() + seconds
        while self.patience.clock() < until:
            if self.stop():
                raise Stopped
            time.sleep(min(0.1, max(0.0, until - self.patience.clock())))
