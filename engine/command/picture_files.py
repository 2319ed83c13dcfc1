"""Picture files: what the words of `main.py predict` stand for, with folders opened."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from engine.errors import ImageError, Place

SUFFIXES = frozenset(
    (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".ppm", ".pgm", ".pbm", ".pnm")
)


def picture_files(named: Iterable[Path]) -> Iterator[Path | ImageError]:
    """Files as they are given, and of each folder its pictures by name, those of its folders too.

    What is hidden or no picture by its name is passed over in a folder; a folder without any is an error in its place.
    """
    for path in named:
        if not path.is_dir():
            yield path
            continue
        inside = list(_pictures(path))
        yield from inside
        if not inside:
            yield ImageError("There is no picture in this folder.", "", Place(str(path)))


def _pictures(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(files) if _is_picture(name))


def _is_picture(name: str) -> bool:
    """By its suffix; the `._x.jpg` that macOS leaves beside `x.jpg` is hidden, as `.DS_Store` is."""
    return not name.startswith(".") and os.path.splitext(name)[1].lower() in SUFFIXES  # noqa: PTH122  # no path of each
