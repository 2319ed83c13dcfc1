"""Unpacking: the files that are wanted of an archive, under names of our own, so that nothing in it says where they go.

A file packed by gzip, in an archive or by itself, is unpacked too. Links and whatever else an archive may hold are
passed over.
"""

from __future__ import annotations

import gzip
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO, TypeAlias, cast

from engine.data.download.published import Archive
from engine.data.readers.read_parts import Stop
from engine.errors import DownloadFailed, Place, Stopped
from engine.files import written_aside

BLOCK = 1 << 20  # bytes
MOST = 1 << 30  # of one file: four times the largest there is
DAMAGED = (tarfile.TarError, zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError)

Member: TypeAlias = tuple[str, BinaryIO]


def unpack(archive: Archive, path: Path, root: Path, stop: Stop) -> None:
    """Puts the files of an archive into their folder below a root, flushed to the disk.

    Raises DownloadFailed for an archive that does not hold them, Stopped, and OSError of the disk.
    """
    folder = root / archive.into
    folder.mkdir(parents=True, exist_ok=True)
    missing = set(archive.holds)
    try:
        with _members(path) as members:
            for name, content in members:
                if name in missing:
                    _put(content, folder / name, stop)
                    missing.remove(name)
    except DAMAGED:
        raise _unusable(path, "It does not unpack.") from None
    if missing:
        raise _unusable(path, f"It does not hold {min(missing)}.")


def _unusable(path: Path, what: str) -> DownloadFailed:
    return DownloadFailed(what, "Delete it, and download it again.", Place(str(path)))


def _put(content: BinaryIO, target: Path, stop: Stop) -> None:
    with written_aside(target) as file:
        size = 0
        while block := content.read(BLOCK):
            size += len(block)
            if stop():
                raise Stopped
            if size > MOST:
                raise EOFError  # more than there can be: it is damaged
            file.write(block)


@contextmanager
def _members(path: Path) -> Iterator[Iterator[Member]]:
    """The files in an archive, one after another, each with its name alone and open."""
    if path.name.endswith(".tar.gz"):
        with tarfile.open(path) as tar:
            yield map(_unpacked, _in_tar(tar))
    elif path.suffix == ".zip":
        with zipfile.ZipFile(path) as zipped:
            yield map(_unpacked, _in_zip(zipped))
    else:
        with path.open("rb") as file:
            yield iter([_unpacked((path.name, file))])


def _in_tar(tar: tarfile.TarFile) -> Iterator[Member]:
    for one in tar:
        content = tar.extractfile(one) if one.isreg() else None
        if content is not None:
            yield one.name, cast("BinaryIO", content)


def _in_zip(zipped: zipfile.ZipFile) -> Iterator[Member]:
    for one in zipped.infolist():
        if not one.is_dir():
            with zipped.open(one) as content:
                yield one.filename, cast("BinaryIO", content)


def _unpacked(member: Member) -> Member:
    """Its name without folders, and what it holds without gzip."""
    name, content = PurePosixPath(member[0]).name, member[1]
    if not name.endswith(".gz"):
        return name, content
    return name.removesuffix(".gz"), cast("BinaryIO", gzip.open(content))
