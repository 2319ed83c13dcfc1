"""The queue on disk, RUNS/.queue: a file of entries, and their projects beside it. Any number of programs may use it.

RUNS/.queue/
  queue.json            the entries in their order; each change is made by one program at a time
  projects/1f0a….json   what is to be trained
  told/7c2e….err        what the process of an entry said, the last time it was started; its answer ends in .out
  told/7c2e….lock       which process that is
  lock                  who works through the queue
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TypeAlias

from engine.errors import NewerVersion, ProjectError
from engine.files import document_content, write_aside
from engine.guard import guarded
from engine.platform import HERE
from engine.project.project import Project, compact_content, read_project
from engine.queue.entry import QUEUE, QueueFile
from engine.runs.folder import in_words
from engine.runs.lock.lock import Holder, Lock, live_holder
from engine.typed.document import written

NAME, DAMAGED = ".queue", "damaged"
NEWS_SECONDS = 24 * 3600.0  # that a damaged file is spoken of
YOUNG_SECONDS = 3600.0  # in which somebody may be about to add the entry of a project
WORKED = "The queue is being worked through already"

Change: TypeAlias = Callable[[QueueFile], QueueFile]
Stamp: TypeAlias = tuple[int, int, int]


class Queue:
    """The queue of a folder of runs. For any thread."""

    def __init__(self, runs: Path) -> None:
        self.runs = runs
        self.folder = runs / NAME
        self.file = self.folder / "queue.json"
        self.projects = self.folder / "projects"
        self._told = self.folder / "told"
        self._last: tuple[Stamp, QueueFile] | None = None  # it is looked at often, and changes seldom

    # --- reading and changing ---

    def read(self) -> QueueFile:
        """What it holds now; nothing where it cannot be read. Raises NewerVersion, in words."""
        stamp, last = _stamp(self.file), self._last
        if stamp is None:
            return QueueFile()
        if last is None or last[0] != stamp:
            self._last = last = stamp, QUEUE.read_file(self.file) or QueueFile()
        return last[1]

    def change(self, change: Change) -> QueueFile:
        """Changes it, with nobody else between reading and writing; raises NewerVersion and RunFolderError, in words.

        A file that cannot be read is kept aside.
        """
        with in_words(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            with guarded(self.file):
                before = self._whole()
                after = change(before)
                if after != before:
                    write_aside(self.file, written(after))
        return after

    def _whole(self) -> QueueFile:
        try:
            return QUEUE.read(document_content(self.file))
        except FileNotFoundError:
            return QueueFile()
        except NewerVersion as error:
            raise error.in_file(self.file) from None
        except ProjectError:
            kept = _free(self.folder)
            HERE.rename(self.file, kept)
            kept.touch()  # from now on it is spoken of
            return QueueFile()

    @property
    def unreadable(self) -> bool:
        """Whether its file holds no queue; of a newer one `read` says so."""
        with suppress(NewerVersion):
            return self.file.exists() and QUEUE.read_file(self.file) is None
        return False

    def damaged(self) -> list[Path]:
        """Files of the queue that could not be read, as they were kept aside since yesterday."""
        return sorted(path for path in self.folder.glob(f"{DAMAGED}-*.json") if _age(path) < NEWS_SECONDS)

    # --- the projects ---

    def add_project(self, project: Project) -> str:
        """Writes one, and gives the name of its file; raises RunFolderError."""
        name = f"{secrets.token_hex(8)}.json"
        with in_words(self.folder):
            self.projects.mkdir(parents=True, exist_ok=True)
            write_aside(self.projects / name, compact_content(project))
        return name

    def project(self, name: str) -> Project:
        """One of them; raises ProjectError."""
        return read_project(self.projects / name)

    def tidy(self) -> None:
        """Takes away what no entry needs any more, as far as the system lets us. Raises NewerVersion.

        What is young stays: projects are written before their entries.
        """
        with suppress(OSError), guarded(self.file):
            entries = self.read().entries
            needed = {one.project for one in entries} | {self.told_by(one.id).stem for one in entries}
            for path in (*self.projects.glob("*"), *self._told.glob("*")):
                if not {path.name, path.stem} & needed and _age(path) > YOUNG_SECONDS:
                    HERE.remove(path)

    # --- what its processes say, and who works through it ---

    def told_by(self, entry: str) -> Path:
        """Where the process of an entry writes what it says."""
        return self._told / f"{entry}.err"

    def lock_of(self, entry: str) -> Path:
        """The lock that the process of an entry holds, so that no two train it."""
        return self._told / f"{entry}.lock"

    def make_room_for_telling(self) -> None:
        """The folder of those; raises OSError."""
        self._told.mkdir(parents=True, exist_ok=True)

    def forget_told(self, entry: str) -> None:
        """What its process said the last time is not what it says next. Raises RunFolderError."""
        with in_words(self._told):
            self.make_room_for_telling()
            for path in (self.told_by(entry), self.told_by(entry).with_suffix(".out")):
                path.write_bytes(b"")  # one that writes there still, goes on at its beginning

    def lock(self) -> Lock:
        """Whoever holds it works through the queue."""
        return Lock(self.folder / "lock", WORKED)

    def worker(self) -> Holder | None:
        """Who works through it now."""
        return live_holder(self.folder / "lock")


def _free(folder: Path) -> Path:
    names = (folder / f"{DAMAGED}-{number}.json" for number in count(1))
    return next(path for path in names if not path.exists())


def _age(path: Path) -> float:
    """Seconds since it was written; none where it is gone."""
    with suppress(OSError):
        return time.time() - path.stat().st_mtime
    return 0.0


def _stamp(path: Path) -> Stamp | None:
    with suppress(OSError):
        about = path.stat()
        return about.st_ino, about.st_mtime_ns, about.st_size
    return None
