"""Reading: which files hold a source's images, and which reader reads them."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias, assert_never

from engine.data.importing.looking import watched_files
from engine.data.importing.opening import counts, opened
from engine.data.readers.cifar import FOLDER, binary_files, count_binary, read_binary
from engine.data.readers.class_folders import class_folders, count_folders, read_folders
from engine.data.readers.digits import FILE, read_bundled
from engine.data.readers.mnist import count_mnist, idx_files, read_mnist
from engine.data.readers.names import called, entries
from engine.data.readers.read_parts import Parts, Progress, Stop, unreadable
from engine.errors import DataError, DataMissing, Place
from engine.platform import data_sets_folder
from engine.project.own_images import ArrayImages, FolderImages, TableImages
from engine.project.sources import AnySource, Cifar10, Digits, FashionMnist, Mnist

JPEG_FOLDER = "cifar10-jpeg"
PYTHON_FOLDER = "cifar-10-batches-py"  # a pickle
CIFAR_100_FOLDER = "cifar-100-binary"

Fingerprint: TypeAlias = tuple[tuple[str, int, int], ...]  # path, size and time of change of each file


def data_root() -> Path:
    """Where data sets lie unless another folder is given: laid out as torchvision lays them out."""
    return data_sets_folder()


def read(source: AnySource, root: Path, progress: Progress | None, stop: Stop | None) -> Parts:
    """Both parts; raises DataError in words, and Stopped soon after `stop()` says so."""
    match source:
        case Digits():
            return read_bundled(source)
        case Mnist() | FashionMnist():
            return read_mnist(source, root)
        case Cifar10():
            if (archive := cifar_archive(root)) is not None:
                return read_binary(source, archive)
            return read_folders(source, cifar_folders(root), progress, stop, note="JPEG")
        case FolderImages() | TableImages() | ArrayImages():
            return opened(source, progress, stop)
        case _:
            assert_never(source)


def count(source: AnySource, root: Path) -> tuple[int, int]:
    """Training and test images that the files say to hold, at once; needs no torch.

    Raises DataError, in words, where they are missing or cannot be read.
    """
    try:
        match source:
            case Digits():
                return source.published.train_images, source.published.test_images
            case Mnist() | FashionMnist():
                return count_mnist(source, root)
            case Cifar10():
                if (archive := cifar_archive(root)) is not None:
                    return count_binary(source, archive)
                return count_folders(source, cifar_folders(root))
            case FolderImages() | TableImages() | ArrayImages():
                return counts(source)
            case _:
                assert_never(source)
    except OSError as error:
        raise unreadable(root, error) from None


def cifar_archive(root: Path) -> Path | None:
    """The folder of CIFAR-10's binary archive in a root, or the root itself; None where there is none."""
    return _folder_called(FOLDER, root)


def cifar_folders(root: Path) -> Path:
    """Where CIFAR-10's images in folders of classes lie in a root, or would lie."""
    return _folder_called(JPEG_FOLDER, root) or root / JPEG_FOLDER


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
        case Mnist() | FashionMnist():
            return idx_files(source, root)
        case Cifar10():
            return _cifar_files(source, root)
        case FolderImages() | TableImages() | ArrayImages():
            return watched_files(source)
        case _:
            assert_never(source)


def _cifar_files(source: Cifar10, root: Path) -> list[Path]:
    if (archive := cifar_archive(root)) is not None:
        return binary_files(archive)
    if (folders := _folder_called(JPEG_FOLDER, root)) is not None:
        return class_folders(source, folders)
    instead = _found_instead(root)
    raise (DataError if instead else DataMissing)(
        f"CIFAR-10 is not here: neither {FOLDER} nor {JPEG_FOLDER} is in this folder.",
        f"Unpack cifar-10-binary.tar.gz here, or put images into {JPEG_FOLDER}/train/CLASS and "
        f"{JPEG_FOLDER}/test/CLASS, or choose the folder that holds one of the two, with --data-dir or on the "
        f"Data page.{instead}",
        Place(str(root)),
    )


def _folder_called(name: str, root: Path) -> Path | None:
    """The folder of that name in a root, or the root itself where it is called so."""
    root = root.absolute()
    return next((path for path in called(name, (*entries(root), root)) if path.is_dir()), None)


def _found_instead(root: Path) -> str:
    """A sentence about what is there and is not read; empty where nothing like it is."""
    if _folder_called(PYTHON_FOLDER, root):
        return " The archive for Python is not read: it could run anything."
    if _folder_called(CIFAR_100_FOLDER, root):
        return f" {CIFAR_100_FOLDER} is another data set."
    return ""
