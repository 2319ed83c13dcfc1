"""Reading: which files hold a source's images, and which reader reads them."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias, assert_never

from engine.data.importing.finding.looking import watched_files
from engine.data.importing.opening import counts, opened
from engine.data.memory_budget import MemoryBudget
from engine.data.readers.cifar import Cifar, binary, binary_files, count_binary, read_binary
from engine.data.readers.class_folders import class_folders, count_folders, read_folders
from engine.data.readers.digits import FILE, read_bundled
from engine.data.readers.mnist import count_mnist, idx_files, read_mnist
from engine.data.readers.names import called, entries
from engine.data.readers.read_parts import Parts, Progress, Stop, to_download, unreadable
from engine.data.readers.svhn import count_svhn, read_svhn, svhn_files
from engine.errors import DataError, DataMissing, Place
from engine.platform import data_sets_folder
from engine.project.data.own_images import ArrayImages, FolderImages, TableImages
from engine.project.data.sources import (
    AnySource,
    Cifar10,
    Cifar100,
    Digits,
    EmnistBalanced,
    EmnistLetters,
    FashionMnist,
    Kmnist,
    Mnist,
    Svhn,
)

JPEG_FOLDER = "cifar10-jpeg"

Fingerprint: TypeAlias = tuple[tuple[str, int, int], ...]  # path, size and time of change of each file


def data_root() -> Path:
    """Where data sets lie unless another folder is given: laid out as torchvision lays them out."""
    return data_sets_folder()


def read(
    source: AnySource, root: Path, progress: Progress | None, stop: Stop | None, budget: MemoryBudget | None = None
) -> Parts:
    """Both parts; own images stay on the disk where the budget says so. Raises DataError in words, and Stopped soon
    after `stop()` says so.
    """
    match source:
        case Digits():
            return read_bundled(source)
        case Mnist() | FashionMnist() | Kmnist() | EmnistLetters() | EmnistBalanced():
            return read_mnist(source, root)
        case Cifar10() if (folders := jpeg_folders(source, root)) is not None:
            return read_folders(source, folders, progress, stop, note="JPEG")
        case Cifar10() | Cifar100():
            return read_binary(source, binary_folder(source, root))
        case Svhn():
            return read_svhn(source, root)
        case FolderImages() | TableImages() | ArrayImages():
            return opened(source, progress, stop, budget)
        case _:
            assert_never(source)


def count(source: AnySource, root: Path, stop: Stop | None = None) -> tuple[int, int]:
    """Training and test images that the files say to hold, at once; needs no torch.

    Raises DataError, in words, where they are missing or cannot be read, and Stopped.
    """
    try:
        match source:
            case Digits():
                return source.published.train_images, source.published.test_images
            case Mnist() | FashionMnist() | Kmnist() | EmnistLetters() | EmnistBalanced():
                return count_mnist(source, root)
            case Cifar10() if (folders := jpeg_folders(source, root)) is not None:
                return count_folders(source, folders, stop)
            case Cifar10() | Cifar100():
                return count_binary(source, binary_folder(source, root))
            case Svhn():
                return count_svhn(source, root)
            case FolderImages() | TableImages() | ArrayImages():
                return counts(source, stop)
            case _:
                assert_never(source)
    except OSError as error:
        raise unreadable(root, error) from None


def binary_folder(source: Cifar, root: Path) -> Path:
    """The folder of CIFAR's binary archive: in a root, or the root itself; raises DataError, which says what to put
    where.
    """
    known = binary(source)
    if (folder := _folder_called(known.folder, root)) is not None:
        return folder
    pickled = _folder_called(known.pickled, root)
    raise (DataError if pickled else DataMissing)(
        f"{source.title} is not here: {_places_of(source)} in this folder.",
        f"Unpack {known.archive} here,{_folders_to_make(source)} or choose the folder that holds it, with --data-dir "
        f"or on the Data page.{_found_instead(source, root)}{'' if pickled else to_download(source)}",
        Place(str(root)),
    )


def jpeg_folders(source: Cifar10, root: Path) -> Path | None:
    """Where CIFAR-10's images lie in folders of classes, which is looked for where there is no binary archive."""
    return None if _folder_called(binary(source).folder, root) else _folder_called(JPEG_FOLDER, root)


def is_there(source: AnySource, root: Path) -> bool:
    """Whether the files of a source are in a root, whole or not."""
    try:
        _files(source, root)
    except DataError:
        return False
    return True


def fingerprint(source: AnySource, root: Path) -> Fingerprint:
    """The files that a source is read from, as they are now.

    Raises DataError, which says what to put where, when the source is not there.
    """
    try:
        found = [(path, path.stat()) for path in _files(source, root)]
    except OSError as error:
        raise unreadable(root, error) from None
    return tuple((str(path), stat.st_size, stat.st_mtime_ns) for path, stat in found)


def _files(source: AnySource, root: Path) -> list[Path]:
    """What the source is read from: files, or for classes in folders the folders."""
    match source:
        case Digits():
            return [FILE]
        case Mnist() | FashionMnist() | Kmnist() | EmnistLetters() | EmnistBalanced():
            return idx_files(source, root)
        case Cifar10() if (folders := jpeg_folders(source, root)) is not None:
            return class_folders(source, folders)
        case Cifar10() | Cifar100():
            return binary_files(source, binary_folder(source, root))
        case Svhn():
            return svhn_files(source, root)
        case FolderImages() | TableImages() | ArrayImages():
            return watched_files(source)
        case _:
            assert_never(source)


def _folder_called(name: str, root: Path) -> Path | None:
    """The folder of that name in a root, or the root itself where it is called so."""
    root = root.absolute()
    return next((path for path in called(name, (*entries(root), root)) if path.is_dir()), None)


def _places_of(source: Cifar) -> str:
    folder = binary(source).folder
    return f"neither {folder} nor {JPEG_FOLDER} is" if isinstance(source, Cifar10) else f"{folder} is not"


def _folders_to_make(source: Cifar) -> str:
    if isinstance(source, Cifar10):
        return f" or put images into {JPEG_FOLDER}/train/CLASS and {JPEG_FOLDER}/test/CLASS,"
    return ""


def _found_instead(source: Cifar, root: Path) -> str:
    """A sentence about what is there and is not read; empty where nothing like it is."""
    if _folder_called(binary(source).pickled, root):
        return " The archive for Python is not read: it could run anything."
    other = binary(Cifar100() if isinstance(source, Cifar10) else Cifar10()).folder
    return f" {other} is another data set." if _folder_called(other, root) else ""
