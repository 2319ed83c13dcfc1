"""Folder look: what a folder that a person chose holds of data sets, and from which one they are really read.

People choose the folder of one set, or the one around the folder that was meant: both are understood.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from engine.data.held import Held
from engine.data.readers.names import entries
from engine.data.reading import fingerprint, is_there
from engine.errors import DataError, DataMissing
from engine.project.data.sources import SOURCES, AnySource

INSIDE = 200  # folders in it that are looked into


def look_into(folder: Path, wanted: AnySource) -> Held:
    """Looks for a data set, or for any where the wanted one needs no folder; raises DataError where it cannot look."""
    folder = folder.absolute()
    inside = entries(folder)
    folders = [path for path in inside if path.is_dir()]
    of_each = {place: _sets(place) for place in _places(folder, folders)}
    held = [place for place, sets in of_each.items() if (wanted in sets if wanted.where else sets)]
    root = max(held, key=lambda place: len(of_each[place]), default=None)  # the first of those with equally many
    titles = tuple(source.title for source in of_each[root or folder])
    return Held(root, len(folders), len(inside) - len(folders), titles, "" if root else _instead(wanted, folder))


def _places(folder: Path, inside: list[Path]) -> Iterator[Path]:
    """The folder itself, the one around it where it is a part of what is read from there, and those in it."""
    yield folder
    if any(_is_part(folder, source) for source in _sets(folder.parent)):
        yield folder.parent
    yield from islice(inside, INSIDE)


def _sets(place: Path) -> list[AnySource]:
    """The data sets that are read from there, but for those that need no folder."""
    with suppress(OSError):  # where nobody may look
        return [source for source in (kind() for kind in SOURCES) if source.where and is_there(source, place)]
    return []


def _is_part(folder: Path, source: AnySource) -> bool:
    return any(Path(name).is_relative_to(folder) for name, *_ in fingerprint(source, folder.parent))


def _instead(wanted: AnySource, folder: Path) -> str:
    try:
        fingerprint(wanted, folder)
    except DataMissing:
        return ""
    except DataError as error:
        return f"{error.what} {error.hint}".strip()
    return ""
