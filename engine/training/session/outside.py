"""From outside: obeys the words in the run's `command` file, and shows others that the run lives.

It has a thread of its own, so that a word is heard while images are read, the network is tried, or a step takes long.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from engine.log import LOG
from engine.runs.commands import COMMANDS, taken
from engine.runs.lock.lock import Lock

LOOK_SECONDS = 0.2  # between two looks; one costs about ten microseconds


class Outside:
    """From `begin` to `end`, while the lock is held; `obey` says what each word does, from this thread."""

    def __init__(self, path: Path, lock: Lock, obey: Mapping[str, Callable[[], None]]) -> None:
        self._path, self._lock, self._obey = path, lock, obey
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._listen, name=f"commands {path.parent.name}", daemon=True)

    def begin(self) -> None:
        """Listens."""
        self._thread.start()

    def end(self) -> None:
        """Listens no longer; nothing happens where it never began."""
        self._over.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _listen(self) -> None:
        while not self._over.wait(LOOK_SECONDS):
            self._lock.beat()
            self._look()

    def _look(self) -> None:
        try:
            word = taken(self._path)
        except OSError:  # whoever holds it open will let go of it
            return
        if word is None:
            return
        if word in self._obey:
            self._obey[word]()
        else:
            LOG.warning("a run knows the commands %s, not %r", ", ".join(COMMANDS), word)
