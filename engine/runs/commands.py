"""Commands: one word in a file, by which whoever did not start a run controls it from outside.

The word is renamed into place and removed once it is taken, which is within half a second while the run is trained. One
that nobody takes is cleared when the run next goes on; a second word takes the place of a first that was not taken.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from engine.errors import InputError
from engine.files import ASIDE, write_aside
from engine.platform import HERE
from engine.runs.folder import RunFolder, in_words
from engine.text import did_you_mean

Command: TypeAlias = Literal["pause", "resume", "stop", "evaluate"]
COMMANDS: tuple[Command, ...] = get_args(Command)
MOST_BYTES = 100  # of a word, with what an editor may put around it


def send(folder: str | os.PathLike[str], word: Command) -> None:
    """Tells the run in a folder to pause, resume, stop, or evaluate on its test images now.

    Returns at once. Raises InputError for another word, and RunFolderError where there is no run or it cannot be told.
    """
    if word not in COMMANDS:
        raise InputError(f"A run does not know the word “{word}”.", did_you_mean(word, COMMANDS))
    run = RunFolder.open(Path(folder))
    with in_words(run.path):
        write_aside(run.command_file, f"{word}\n".encode())


def taken(path: Path) -> str | None:
    """The word that lies there, which then lies there no longer; None without one. Raises OSError.

    It is moved away before it is read, so that a word that comes meanwhile is not lost. What is no file stays as it is:
    a folder would hinder whoever goes on, and a pipe would never be read to its end.
    """
    if not path.is_file():
        return None
    mine = path.with_name(f".{path.name}{ASIDE}")  # there is one to take it, who holds the lock
    try:
        HERE.rename(path, mine)
    except FileNotFoundError:
        return None
    try:
        with mine.open("rb") as file:
            return file.read(MOST_BYTES).decode(errors="replace").strip()
    finally:
        HERE.remove(mine)


def cleared(path: Path) -> None:
    """Takes a word away that was meant for somebody before."""
    with contextlib.suppress(OSError):
        HERE.remove(path)
