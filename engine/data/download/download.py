"""Download: a published data set into a data root, by whoever asks for it; nothing else ever uses the network."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import prod
from pathlib import Path
from typing import TypeAlias

from engine.data.download import published
from engine.data.download.pace import Pace, TellWords
from engine.data.download.published import Archive
from engine.data.download.transfer import PATIENCE, Patience, Transfer, Troubles, Unobtainable
from engine.data.download.unpacking import unpack
from engine.data.readers.read_parts import Stop
from engine.errors import DataError, DownloadFailed, Place
from engine.figures import size
from engine.files import FULL, discard_folder, sync_folder
from engine.platform import HERE
from engine.project.data.sources import AnySource

PARTS = ".downloads"  # the folder in a data root where what is not whole yet is kept
UNPACKED = "unpacked"  # in it, what was unpacked and is not in its place yet
AGAIN = "Try again later; what has come is kept."
OFFLINE = "Is this computer connected to the internet? What has come is kept."
SIGN_IN = "A network that wants a sign-in does that: open a page in a browser first, then try again."

Free: TypeAlias = Callable[[Path], int]  # bytes of a folder's disk


def free(folder: Path) -> int:
    """Bytes that are free on the disk of a folder."""
    return shutil.disk_usage(folder).free


def download(
    source: AnySource, root: Path, tell: TellWords, stop: Stop, patience: Patience = PATIENCE, free: Free = free
) -> None:
    """Fetches, proves and unpacks what a data set is published in, in place of what may lie there.

    `tell(words, done, total)` hears how far it is, in bytes. Raises DownloadFailed, in words, DataError for a folder
    that cannot be written to, and Stopped soon after `stop()` says so; what has come is kept, and the next call goes on
    from there.
    """
    wanted = published.archives(source)
    if not wanted:
        return
    folder = root / PARTS / source.name.partition(" ")[0]  # the parts of EMNIST come in one archive
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _refuse_full(source, folder, root, free)
        with _alone(folder, source):
            _fetch(source, wanted, folder, root, Pace(source.download, tell), stop, patience)
    except OSError as error:
        raise _of_disk(error, root) from None
    discard_folder(folder)
    with contextlib.suppress(OSError):  # others are being downloaded
        folder.parent.rmdir()


def _fetch(
    source: AnySource,
    wanted: tuple[Archive, ...],
    folder: Path,
    root: Path,
    pace: Pace,
    stop: Stop,
    patience: Patience,
) -> None:
    before = 0
    for archive in wanted:
        part = folder / archive.name
        transfer = Transfer(archive, part, 2 * source.download, pace.after(before), stop, patience)
        try:
            transfer.fetch()
        except Unobtainable as error:
            raise _in_words(source, error.troubles) from None
        before += part.stat().st_size
    pace.say("Unpacking")
    whole = folder / UNPACKED
    for archive in wanted:
        unpack(archive, folder / archive.name, whole, stop)
    for archive in wanted:
        _put_in_place(archive, whole, root)


def _put_in_place(archive: Archive, whole: Path, root: Path) -> None:
    """All at a stroke, once everything is there: whoever looks meanwhile finds no half of a data set."""
    folder = root / archive.into
    folder.mkdir(parents=True, exist_ok=True)
    for name in archive.holds:
        HERE.rename(whole / archive.into / name, folder / name)
    sync_folder(folder)


def _refuse_full(source: AnySource, folder: Path, root: Path, free: Free) -> None:
    """Raises DownloadFailed where what comes, and what it is unpacked to, has no room."""
    published = source.published
    here = sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
    images = (published.train_images + published.test_images) * prod(published.shape)
    needed, there = source.download - here + images, free(folder)
    if there < needed:
        raise DownloadFailed(
            f"The disk has too little room: {source.title} takes {size(needed)}, and {size(there)} are free.",
            "Free some space, or choose another data folder.",
            Place(str(root)),
        )


@contextmanager
def _alone(folder: Path, source: AnySource) -> Iterator[None]:
    """Nobody else writes there meanwhile; raises DownloadFailed where somebody does."""
    with (folder / "lock").open("ab") as lock:
        if not HERE.lock(lock.fileno()):
            what = f"{source.title} is being downloaded already, by another Layerscope."
            raise DownloadFailed(what, "Wait until it is done, or end it.", Place(str(folder)))
        yield


def _in_words(source: AnySource, troubles: Troubles) -> DownloadFailed:
    """What each place did, and what may help."""
    said = "; ".join(f"{host} {one.words}" for host, one in troubles)
    kinds = {one.kind for _, one in troubles}
    hint = OFFLINE if kinds == {"offline"} else SIGN_IN if "page" in kinds else AGAIN
    return DownloadFailed(f"{source.title} could not be downloaded: {said}.", hint)


def _of_disk(error: OSError, root: Path) -> DownloadFailed | DataError:
    place = Place(str(root))
    if error.errno in FULL:
        return DownloadFailed("The disk is full.", "Free some space, then try again: what has come is kept.", place)
    what = (error.strerror or str(error)).lower()
    return DataError(f"This folder cannot be written to ({what}).", "Choose another data folder.", place)
