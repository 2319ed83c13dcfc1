"""MNIST and Fashion-MNIST as torchvision lays them out: four IDX files, plain or .gz, in ROOT/MNIST/raw.

Also in ROOT/MNIST itself, where ROOT is that folder or its `raw`, and in the spellings that unpackers make of the
names. The two sets have the same names for their files, so it is the folder that tells which it holds.
"""

from __future__ import annotations

from pathlib import Path
from typing import assert_never

from engine.data.dataset import Split
from engine.data.readers.idx import count_idx, read_idx
from engine.data.readers.names import called, entries, plain, resembling
from engine.data.readers.read_parts import Parts, checked
from engine.errors import DataError, DataMissing, Place
from engine.project.sources import FashionMnist, Mnist
from engine.text import listed

FILES = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")
RAW = "raw"


def idx_files(source: Mnist | FashionMnist, root: Path) -> list[Path]:
    """The four files, the plain one before the compressed one; raises DataError, which says what to put where."""
    places = _places(source, root)
    for place in places:
        found = [_file(name, place) for name in FILES]
        if all(found):
            return [path for path in found if path]
    raise _missing(source, root, places)


def read_mnist(source: Mnist | FashionMnist, root: Path) -> Parts:
    """Both parts; raises DataError in words."""
    train_images, train_labels, test_images, test_labels = idx_files(source, root)
    return Parts(_split(source, train_images, train_labels), _split(source, test_images, test_labels))


def count_mnist(source: Mnist | FashionMnist, root: Path) -> tuple[int, int]:
    """Training and test images, from the first bytes of their files; raises DataError in words."""
    train_images, _, test_images, _ = idx_files(source, root)
    return count_idx(train_images, 3), count_idx(test_images, 3)


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


def _places(source: Mnist | FashionMnist, root: Path) -> list[Path]:
    """Where the files may lie, in the order in which they are looked for; the folder they should lie in is first."""
    name, root = _folder(source), root.absolute()
    named = [root / name, *(path for path in entries(root) if _is_called(path, name) and path.name != name)]
    if _is_called(root, name):
        named.append(root)
    inside = [place for folder in named for place in (folder / RAW, folder)]
    return [*inside, root] if plain(root.name) == RAW and _is_called(root.parent, name) else inside


def _is_called(folder: Path, name: str) -> bool:
    """Fashion-MNIST and fashion_mnist are FashionMNIST."""
    return plain(folder.name).replace("-", "") == plain(name)


def _file(name: str, folder: Path) -> Path | None:
    """The file of that name: in the folder, or in one of its own name there, as some archives have it."""
    found = called(name, entries(folder))
    inside = [path for one in found if one.is_dir() for path in called(name, entries(one))]
    return next((path for path in (*found, *inside) if path.is_file()), None)


def _missing(source: Mnist | FashionMnist, root: Path, places: list[Path]) -> DataError:
    """What is missing where most of it is, and what lies there under another name."""
    missing = {place: [name for name in FILES if _file(name, place) is None] for place in places}
    folder = min(places, key=lambda place: len(missing[place]))
    here, instead = missing[folder], _otherwise_called(places, root) or _stray(source, root)
    return (DataMissing if len(here) == len(FILES) and not instead else DataError)(
        f"{source.title} is not here: {', '.join(here)} {'is' if len(here) == 1 else 'are'} missing.",
        instead or _what_to_put(source, here),
        Place(str(folder)),
    )


def _otherwise_called(places: list[Path], root: Path) -> str:
    """What is there and perhaps meant; empty where nothing is."""
    found = [path for folder in dict.fromkeys((*places, root)) for path in resembling(FILES, entries(folder))]
    files = [path.name for path in found if path.is_file()]
    if not files:
        return ""
    return (
        f"What lies there is called {listed(files)}: give {'it its name' if len(files) == 1 else 'them their names'}."
    )


def _stray(source: Mnist | FashionMnist, root: Path) -> str:
    """Files of these names in a folder that does not say of which set they are."""
    for folder in (root, root / RAW):
        if all(_file(name, folder) for name in FILES):
            wanted = Path(_folder(source)) / RAW
            return f"Files of these names are in {folder}, of whichever set: put those of {source.title} into {wanted}."
    return ""


def _what_to_put(source: Mnist | FashionMnist, missing: list[str]) -> str:
    return (
        f"Put {'it' if len(missing) == 1 else 'them'}, plain or as .gz, into that folder, or choose the folder "
        f"that holds {_folder(source)}/{RAW}, with --data-dir or on the Data page."
    )
