"""The data store: any data set of the settings as one Dataset in memory, read once for all its settings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, assert_never

import platformdirs

from engine.data.dataset import Dataset, kept_back
from engine.data.readers.cifar import FOLDER, binary_files, read_binary
from engine.data.readers.class_folders import class_folders, read_folders
from engine.data.readers.digits import FILE, read_bundled
from engine.data.readers.mnist import idx_files, read_mnist
from engine.data.readers.read_parts import Parts, Progress, Stop, unreadable
from engine.errors import DataError, Place
from engine.project.data_settings import DataSettings
from engine.project.sources import AnySource, Cifar10, Digits, FashionMnist, Mnist

JPEG_FOLDER = "cifar10-jpeg"
PYTHON_FOLDER = "cifar-10-batches-py"  # a pickle

Fingerprint: TypeAlias = tuple[tuple[str, int, int], ...]  # path, size and time of change of each file


def data_root() -> Path:
    """Where data sets lie unless another folder is given: laid out as torchvision lays them out."""
    return platformdirs.user_data_path("layerscope", appauthor=False) / "data"


def load(
    settings: DataSettings, root: Path | None = None, progress: Progress | None = None, stop: Stop | None = None
) -> Dataset:
    """The data set of the settings, split.

    `root` is a torchvision root, by default `data_root()`. `progress(images, total)` is told how far a slow source is,
    and reading ends with Stopped soon after `stop()` becomes true. Raises DataError, in words, for files that are
    missing, damaged or not what they should be.
    """
    return DataStore().get(settings, root, progress, stop)


@dataclass
class DataStore:
    """Keeps the data set that was read last, so that other settings of the same files cost no second reading.

    For one thread at a time.
    """

    _source: AnySource | None = None
    _files: Fingerprint = ()
    _parts: Parts | None = None

    def get(
        self,
        settings: DataSettings,
        root: Path | None = None,
        progress: Progress | None = None,
        stop: Stop | None = None,
    ) -> Dataset:
        """As `load`; files that have changed since are read again."""
        parts = self._read(settings.source, root or data_root(), progress, stop)
        train, validation = kept_back(parts.train, settings.validation, settings.split_seed)
        return Dataset(train, validation, parts.test, settings.source.classes, parts.note)

    def _read(self, source: AnySource, root: Path, progress: Progress | None, stop: Stop | None) -> Parts:
        files = _fingerprint(source, root)
        if self._parts is None or (source, files) != (self._source, self._files):
            self._parts = None  # frees the old images before the new ones are read
            self._parts, self._source, self._files = _read(source, root, progress, stop), source, files
        return self._parts


def _read(source: AnySource, root: Path, progress: Progress | None, stop: Stop | None) -> Parts:
    match source:
        case Digits():
            return read_bundled(source)
        case Mnist() | FashionMnist():
            return read_mnist(source, root)
        case Cifar10():
            if (root / FOLDER).is_dir():
                return read_binary(source, root / FOLDER)
            return read_folders(source, root / JPEG_FOLDER, progress, stop, note="JPEG")
        case _:
            assert_never(source)


def _fingerprint(source: AnySource, root: Path) -> Fingerprint:
    """Raises DataError, which says what to put where, when the source is not there."""
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
        case _:
            assert_never(source)


def _cifar_files(source: Cifar10, root: Path) -> list[Path]:
    if (root / FOLDER).is_dir():
        return binary_files(root / FOLDER)
    if not (root / JPEG_FOLDER).is_dir():
        raise DataError(
            f"CIFAR-10 is not here: neither {FOLDER} nor {JPEG_FOLDER} is in this folder.",
            f"Unpack cifar-10-binary.tar.gz here, or put images into {JPEG_FOLDER}/train/CLASS and "
            f"{JPEG_FOLDER}/test/CLASS, or choose the folder that holds one of the two, with --data-dir or on the "
            "Data page."
            + (
                " The archive for Python is not read: it could run anything." if (root / PYTHON_FOLDER).is_dir() else ""
            ),
            Place(str(root)),
        )
    return [folder for folders in class_folders(root / JPEG_FOLDER, source).values() for folder in folders]
