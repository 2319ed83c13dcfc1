"""MNIST and Fashion-MNIST as torchvision lays them out: four IDX files, plain or .gz, in ROOT/MNIST/raw."""

from __future__ import annotations

from pathlib import Path
from typing import assert_never

from engine.data.dataset import Split
from engine.data.readers.idx import read_idx
from engine.data.readers.read_parts import Parts, checked
from engine.errors import DataError, Place
from engine.project.sources import FashionMnist, Mnist

FILES = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")


def idx_files(source: Mnist | FashionMnist, root: Path) -> list[Path]:
    """The four files, the plain one before the compressed one; raises DataError, which says what to put where."""
    folder = root / _folder(source) / "raw"
    found = [_either(folder / name) for name in FILES]
    missing = [name for name, path in zip(FILES, found, strict=True) if path is None]
    if missing:
        raise DataError(
            f"{source.title} is not here: {', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing.",
            f"Put {'it' if len(missing) == 1 else 'them'}, plain or as .gz, into that folder, or choose the folder "
            f"that holds {_folder(source)}/raw, with --data-dir or on the Data page.",
            Place(str(folder)),
        )
    return [path for path in found if path]


def read_mnist(source: Mnist | FashionMnist, root: Path) -> Parts:
    """Both parts; raises DataError in words."""
    train_images, train_labels, test_images, test_labels = idx_files(source, root)
    return Parts(_split(source, train_images, train_labels), _split(source, test_images, test_labels))


def _folder(source: Mnist | FashionMnist) -> str:
    match source:
        case Mnist():
            return "MNIST"
        case FashionMnist():
            return "FashionMNIST"
        case _:
            assert_never(source)


def _split(source: Mnist | FashionMnist, images: Path, labels: Path) -> Split:
    return checked(read_idx(images, 3), read_idx(labels, 1), source, images, labels)


def _either(path: Path) -> Path | None:
    compressed = path.with_name(f"{path.name}.gz")
    return next((file for file in (path, compressed) if file.is_file()), None)
