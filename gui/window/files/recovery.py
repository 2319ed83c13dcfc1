"""Recovery: unsaved work is kept in a file named for its window's process, until a later window takes it over."""

from __future__ import annotations

import contextlib
import os
import re
from functools import cached_property
from pathlib import Path
from urllib.parse import quote, unquote

from engine.errors import LayerscopeError, NewerVersion
from engine.files import write_aside
from engine.platform import HERE, state_folder
from engine.processes import CLOCK_SECONDS, Process, seems_alive, started, this_process
from engine.project.project import Project, compact_content, read_project

OF_PROCESS = re.compile(r"(\d+)_(\d+\.\d+)_(.+)")


class Recovery:
    """What this window keeps, and what others left. Work of a window that lives is never touched."""

    @cached_property
    def file(self) -> Path:
        """This window's own; asking for it takes a moment, so it is not asked for before the window is there."""
        me = this_process()
        return recovery_folder() / f"{me.pid}_{me.started:.2f}_{quote(me.host, safe='')}.json"

    def keep(self, project: Project) -> None:
        """Keeps unsaved work; raises OSError."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        write_aside(self.file, compact_content(project))

    def beat(self) -> None:
        """A sign of life for windows on other machines that keep their work in the same folder."""
        with contextlib.suppress(OSError):
            os.utime(self.file)

    def forget(self) -> None:
        """Keeps nothing any more."""
        HERE.remove(self.file)

    def take(self) -> Project | None:
        """The newest work that a window left behind, kept as this window's own from now on; what is broken is removed.

        The file is renamed before it is read, so that of several windows one alone gets it.
        """
        for left in _newest_first(recovery_folder()):
            if self.file.exists():
                return None
            if _is_of_living(left) or not self._claimed(left):
                continue
            try:
                return read_project(self.file)
            except NewerVersion:
                self._given_back(left)
            except LayerscopeError:
                self.forget()
        return None

    def _given_back(self, left: Path) -> None:
        """A newer program will read what it kept."""
        with contextlib.suppress(OSError):
            HERE.rename(self.file, left)

    def _claimed(self, left: Path) -> bool:
        try:
            HERE.rename(left, self.file)
        except OSError:
            return False
        return True


def recovery_folder() -> Path:
    """Where unsaved work is kept."""
    return state_folder() / "recovery"


def _newest_first(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.json"), key=_written, reverse=True)


def _written(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # another window took it meanwhile
        return 0.0


def _is_of_living(path: Path) -> bool:
    if owner := OF_PROCESS.fullmatch(path.stem):
        number, since, host = owner.groups()
        with contextlib.suppress(OSError):  # another window took it meanwhile
            return seems_alive(Process(int(number), float(since), unquote(host)), path)
    return path.stem.isdecimal() and _wrote(int(path.stem), path)


def _wrote(pid: int, path: Path) -> bool:
    """Whether a living window of an earlier version, which named its file by its number alone, wrote this one.

    Who has the number now did unless they began later.
    """
    since = started(pid)
    return pid != os.getpid() and since is not None and since < _written(path) + CLOCK_SECONDS
