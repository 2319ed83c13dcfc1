"""Held: what a folder holds of data sets, as it was found; apart from the search, which needs every reader."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Held(NamedTuple):
    """What a folder holds: folders and files.

    `root` is where the wanted data set is read from: the folder, one around it or one in it; None where it is in none.
    `sets` are the titles of the data sets in `root`, or in the folder where there is none.
    `instead` says what is there and nearly it, such as files of other names.
    """

    root: Path | None
    folders: int
    files: int
    sets: tuple[str, ...]
    instead: str = ""
