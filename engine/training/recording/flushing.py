"""Flushing: files are made to last through a power cut on a thread of its own, as a disk takes longer than a step."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from engine.files import flush


class Flushing:
    """Flushes files that were put in place, all that came up meanwhile together. Call it from one thread."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "flushing")
        self._at_work: Future[None] | None = None
        self._waiting: set[Path] = set()

    def add(self, *files: Path) -> None:
        """These are to last; raises the OSError of earlier ones."""
        self._waiting.update(files)
        if self._at_work is None or self._at_work.done():
            self._take_up()

    def wait(self) -> None:
        """Returns when all of them last; raises OSError."""
        while self._at_work is not None or self._waiting:
            self._take_up()

    def close(self) -> None:
        """Ends the thread, after what it is at."""
        self._thread.shutdown()

    def _take_up(self) -> None:
        """Waits for what is being flushed, and begins with what came up since."""
        before, self._at_work = self._at_work, None
        if before is not None:
            before.result()
        files, self._waiting = frozenset(self._waiting), set()
        if files:
            self._begin(files)

    def _begin(self, files: frozenset[Path]) -> None:
        try:
            self._at_work = self._thread.submit(flush, files)
        except RuntimeError:  # while the interpreter ends no thread begins any more
            flush(files)
