"""Folder check: whether a folder that somebody names can be used, in words."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from engine.platform import HERE, expanded


@dataclass(frozen=True)
class FolderCheck:
    """What is to be said of it, empty where all is well, and whether it can be used all the same."""

    sentence: str = ""
    usable: bool = True


def checked_folder(name: str, *, to_write: bool) -> FolderCheck:
    """Of a folder that will be written to, or only read; one that is not there yet must be possible to make."""
    path = expanded(name)
    if not path.is_absolute():
        return FolderCheck("Give the whole path of a folder, or choose one.", usable=False)
    if reason := HERE.against(path):
        return FolderCheck(f"{reason} Choose another folder.", usable=False)
    there = _nearest(path)
    if not there.is_dir():
        return FolderCheck(f"“{there.name}” is a file. Choose a folder.", usable=False)
    if (there == path and not to_write) or _writable(there):
        return FolderCheck()
    return FolderCheck(f"It cannot be written to. {HERE.refused}", usable=False)


def _nearest(path: Path) -> Path:
    """The folder itself, or the nearest around it that is there."""
    return next((one for one in (path, *path.parents) if one.exists()), path)


def _writable(folder: Path) -> bool:
    """Tried out: no system says it beforehand for everyone."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
