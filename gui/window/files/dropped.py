"""Dropped: what a person means by a file or folder that they bring to the window, told by what it is called."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Literal, TypeAlias

from engine.project.data.own_images import ENDINGS

Kind: TypeAlias = Literal["project", "run", "images", "picture"]

PACKED = (".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar")  # an import says that they are to be unpacked
PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff")
INSIDE = 50  # of what lies in a folder that is looked at


def kind_of(path: Path) -> Kind:
    """What it is opened as."""
    if path.is_dir():
        return "run" if any(map(is_run, (path, *_inside(path)))) else "images"
    ending = path.suffix.lower()
    if ending in (*ENDINGS, *PACKED):
        return "images"
    return "picture" if ending in PICTURES else "project"


def is_run(path: Path) -> bool:
    """Whether a run is there, or its folder in which it began."""
    return (path / "project.json").is_file()


def _inside(path: Path) -> Iterator[Path]:
    """Of a folder of runs some are there: opening it names the newest."""
    with suppress(OSError):
        yield from islice(path.iterdir(), INSIDE)
