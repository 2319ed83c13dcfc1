"""Cache: images as they were decoded, a folder for each content and reading, in the user's cache folder.

All that were found lie there once, in the order of their files: `images.npy` uint8 (M, C, H, W), `labels.npy` int64
(M,), `names.txt` the path of a file or the place in an archive a line, `ranks.npy` uint64 (M,) that follow from those,
`moments.npy` float64 (M, 2, C) the sums of their pixels, `sizes.npy` int32 (M, 2) the height and width of the files'
pictures, and `manifest.json`, which is written last. Which of them are tested on is the document's choice and no matter
here. A folder is made aside and renamed; what is not whole is made anew. Everything here can be made again: it may be
emptied at any time.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import msgspec

from engine.data.importing.brought import KindOfSource
from engine.data.importing.cache.asides import MAKER, aside_in, left_in, sign_off
from engine.data.importing.cache.manifest import Manifest, is_broken, manifest_in
from engine.errors import DataError, Place
from engine.figures import size
from engine.files import ASIDE, FULL, discard_folder, document_content, write_synced
from engine.platform import HERE, images_folder
from engine.project.data.own_images import Reading

LAYOUT = 5  # of the folders, and of the stamps that they are found by: others are not looked at
MANIFEST = "manifest.json"
KEY = re.compile("[0-9a-f]{32}")
MORE_SPACE = "Free some space, or choose smaller images."


class Cached(NamedTuple):
    """Images in the cache: where they lie there, what they are, and the bytes they take."""

    folder: Path
    manifest: Manifest
    size: int


def key(kind: KindOfSource, stamp: str, reading: Reading) -> str:
    """The name of the folder for images with this stamp, read so."""
    content = msgspec.json.encode((LAYOUT, kind, stamp, reading))
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def found(name: str) -> Cached | None:
    """The images of that name, where they are there and whole."""
    return _read(images_folder() / name)


def listed() -> list[Cached]:
    """All there are, by where they came from."""
    with suppress(OSError):
        inside = [_read(path) for path in images_folder().iterdir() if not path.name.startswith(".")]
        return sorted((one for one in inside if one), key=lambda one: (one.manifest.path, one.folder.name))
    return []


def brought_in_as(checksum: str, reading: Reading) -> Cached | None:
    """The images with this checksum, read in this way, wherever they lie now; None where there are none, no whole ones,
    or only such as another version of the program made.
    """
    wanted = (checksum, reading, LAYOUT)
    return next((one for one in listed() if checksum and _made_as(one.manifest) == wanted), None)


def _made_as(manifest: Manifest) -> tuple[str, Reading, int]:
    return manifest.checksum, manifest.reading, manifest.layout


def emptied(keys: Collection[str] | None = None) -> int:
    """Takes these away, or all, also what was left half made; gives the bytes that they took.

    What somebody is writing at the moment stays.
    """
    root = images_folder()
    inside = [*_inside(root), *left_in(root)] if keys is None else [root / Path(key).name for key in keys]
    taken = sum(_size(path) for path in inside)
    for path in inside:
        discard_folder(path)
    return taken


def tidy() -> None:
    """Takes away what nobody can use: what was left half made, and what is damaged for sure."""
    root = images_folder()
    for useless in (*left_in(root), *filter(_is_useless, _inside(root))):
        discard_folder(useless)


def _is_useless(folder: Path) -> bool:
    """Not what cannot be read at the moment, what another version may have written, or what is no set at all."""
    try:
        content = document_content(folder / MANIFEST)
        if is_broken(content):
            return True
        manifest = manifest_in(content)
        return manifest is not None and manifest.sizes != _sizes(folder, manifest)
    except FileNotFoundError:
        return KEY.fullmatch(folder.name) is not None
    except (OSError, ValueError):
        return False


def of_another_content(path: str, reading: Reading, name: str) -> list[str]:
    """What lay at a path before it was changed, read in the same way, by its keys."""
    same = (one for one in listed() if (one.manifest.path, one.manifest.reading) == (path, reading))
    return [one.folder.name for one in same if one.folder.name != name]


@contextmanager
def made(name: str, needed: int) -> Iterator[Path]:
    """A folder to write into, which takes its name once all is in it; at an error nothing is left of it.

    Raises DataError, in words, where there is no room for so many bytes or nothing may be written.
    """
    root = images_folder()
    tidy()
    before = found(name)
    try:
        with aside_in(root) as aside:
            _refuse_full(root, needed)
            yield aside
            _put(aside, root / name, before)
        sign_off(root / name)
    except OSError as error:
        raise _in_words(error, root) from None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """With the sizes of what lies there already; the last file of a folder."""
    sizes = {path.name: path.stat().st_size for path in folder.iterdir() if path.name != MAKER}
    content = msgspec.json.format(msgspec.json.encode(msgspec.structs.replace(manifest, sizes=sizes)))
    write_synced(folder / MANIFEST, content)


def _read(folder: Path) -> Cached | None:
    try:
        manifest = manifest_in(document_content(folder / MANIFEST))
        if manifest is None:
            return None
        there = _sizes(folder, manifest)
    except (OSError, ValueError):
        return None
    return Cached(folder, manifest, sum(there.values())) if there == manifest.sizes else None


def _sizes(folder: Path, manifest: Manifest) -> dict[str, int]:
    """What the files are that it speaks of; raises OSError."""
    return {name: (folder / name).stat().st_size for name in manifest.sizes}


def _put(aside: Path, place: Path, before: Cached | None) -> None:
    """Gives it its name, instead of what was there before; where another process was quicker, what that made stays."""
    if place.exists() and _read(place) in (None, before):
        HERE.remove_folder(place)
    try:
        HERE.rename(aside, place)
    except OSError:
        discard_folder(aside)
        if _read(place) is None:
            raise


def _refuse_full(root: Path, needed: int) -> None:
    free = shutil.disk_usage(root).free
    if free < needed:
        what = f"The images need {size(needed)} on the disk, and {size(free)} are free."
        raise DataError(what, MORE_SPACE, Place(str(root)))


def _in_words(error: OSError, root: Path) -> DataError:
    if error.errno in FULL:
        return DataError("The disk that the images are kept on is full.", MORE_SPACE, Place(str(root)))
    reason = (error.strerror or str(error)).lower()
    return DataError(f"The images cannot be kept there ({reason}).", HERE.refused, Place(str(root)))


def _inside(root: Path) -> list[Path]:
    with suppress(OSError):
        return [path for path in root.iterdir() if not path.name.endswith(ASIDE)]
    return []


def _size(folder: Path) -> int:
    with suppress(OSError):
        return sum(path.stat().st_size for path in folder.iterdir())
    return 0
