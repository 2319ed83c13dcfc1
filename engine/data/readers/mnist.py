"""MNIST and those made in its image as torchvision lays them out: four IDX files, plain or .gz, in ROOT/MNIST/raw.

Also in ROOT/MNIST itself, where ROOT is that folder or its `raw`, and in the spellings that unpackers make of the
names. Most sets have the same names for their files, so it is the folder that tells which it holds; those of EMNIST
name their part of it, and are found in ROOT, too.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.data.dataset import Split
from engine.data.readers.idx import count_idx, first_of_idx, read_idx
from engine.data.readers.idx_sets import FILES, RAW, IdxSet, IdxSource, idx_set
from engine.data.readers.names import called, entries, plain, resembling
from engine.data.readers.read_parts import Parts, checked, to_download
from engine.errors import DataError, DataMissing, Place
from engine.figures import are
from engine.text import listed

ARCHIVED = "gzip"  # the folder in EMNIST's archive


def idx_files(source: IdxSource, root: Path) -> list[Path]:
    """The four files, the plain one before the compressed one; raises DataError, which says what to put where."""
    known = idx_set(source)
    places = _places(known, root)
    for place in places:
        found = [_file(name, place) for name in known.files]
        if all(found):
            return [path for path in found if path]
    raise _missing(source, root, places)


def read_mnist(source: IdxSource, root: Path) -> Parts:
    """Both parts; raises DataError in words."""
    train_images, train_labels, test_images, test_labels = idx_files(source, root)
    return Parts(_split(source, train_images, train_labels), _split(source, test_images, test_labels))


def count_mnist(source: IdxSource, root: Path) -> tuple[int, int]:
    """Training and test images, from the first bytes of their files; raises DataError in words."""
    train_images, _, test_images, _ = idx_files(source, root)
    return count_idx(train_images, 3), count_idx(test_images, 3)


def first_of_mnist(source: IdxSource, root: Path, count: int) -> tuple[np.ndarray, np.ndarray]:
    """The first training images (N, 1, H, W) and labels (N,), at most `count`; raises DataError in words."""
    known = idx_set(source)
    images_file, labels_file, *_ = idx_files(source, root)
    images, labels = first_of_idx(images_file, 3, count), first_of_idx(labels_file, 1, count)
    return _upright(known, images)[:, None], _from_zero(known, labels)


def _split(source: IdxSource, images: Path, labels: Path) -> Split:
    known = idx_set(source)
    upright = _upright(known, read_idx(images, 3))
    return checked(upright, _from_zero(known, read_idx(labels, 1)), source, images, labels)


def _upright(known: IdxSet, images: np.ndarray) -> np.ndarray:
    return images.swapaxes(1, 2) if known.transposed else images


def _from_zero(known: IdxSet, labels: np.ndarray) -> np.ndarray:
    return labels.astype(np.int64) - known.first_label


def _places(known: IdxSet, root: Path) -> list[Path]:
    """Where the files may lie, in the order in which they are looked for; the folder they should lie in is first."""
    name, root = known.folder, root.absolute()
    named = [root / name, *(path for path in entries(root) if _is_called(path, name) and path.name != name)]
    if _is_called(root, name):
        named.append(root)
    inside = [place for folder in named for place in (folder / RAW, folder)]
    if known.prefix:  # they need no folder that tells what they are
        inside += [place / ARCHIVED for place in inside] + [root / ARCHIVED, root]
    return [*inside, root] if plain(root.name) == RAW and _is_called(root.parent, name) else inside


def _is_called(folder: Path, name: str) -> bool:
    """Fashion-MNIST and fashion_mnist are FashionMNIST."""
    return plain(folder.name).replace("-", "") == plain(name)


def _file(name: str, folder: Path) -> Path | None:
    """The file of that name: in the folder, or in one of its own name there, as some archives have it."""
    found = called(name, entries(folder))
    inside = [path for one in found if one.is_dir() for path in called(name, entries(one))]
    return next((path for path in (*found, *inside) if path.is_file()), None)


def _missing(source: IdxSource, root: Path, places: list[Path]) -> DataError:
    """What is missing where most of it is, and what lies there under another name."""
    known = idx_set(source)
    missing = {place: [name for name in known.files if _file(name, place) is None] for place in places}
    folder = min(places, key=lambda place: len(missing[place]))
    here, instead = missing[folder], _otherwise_called(known, places, root) or _stray(source, root)
    return (DataMissing if len(here) == len(known.files) and not instead else DataError)(
        f"{source.title} is not here: {', '.join(here)} {are(len(here))} missing.",
        instead or _what_to_put(source, here),
        Place(str(folder)),
    )


def _otherwise_called(known: IdxSet, places: list[Path], root: Path) -> str:
    """What is there and perhaps meant; empty where nothing is."""
    found = [path for folder in dict.fromkeys((*places, root)) for path in _resembling(known, entries(folder))]
    files = [path.name for path in found if path.is_file()]
    if not files:
        return ""
    return (
        f"What lies there is called {listed(files)}: give {'it its name' if len(files) == 1 else 'them their names'}."
    )


def _resembling(known: IdxSet, paths: list[Path]) -> list[Path]:
    """Those whose names come close to the set's; a name that tells of another part of EMNIST is no mistake."""
    wanted = [name.removeprefix(known.prefix) for name in known.files]
    own = [path for path in paths if known.prefix in plain(path.name) and plain(path.name) not in known.files]
    return resembling(wanted, own)


def _stray(source: IdxSource, root: Path) -> str:
    """Files of these names in a folder that does not say of which set they are."""
    known = idx_set(source)
    for folder in (root, root / RAW):
        if all(_file(name, folder) for name in known.files):
            wanted = Path(known.folder) / RAW
            return f"Files of these names are in {folder}, of whichever set: put those of {source.title} into {wanted}."
    return ""


def _what_to_put(source: IdxSource, missing: list[str]) -> str:
    return (
        f"Put {'it' if len(missing) == 1 else 'them'}, plain or as .gz, into that folder, or choose the folder "
        f"that holds {idx_set(source).folder}/{RAW}, with --data-dir or on the Data page."
        f"{to_download(source) if len(missing) == len(FILES) else ''}"
    )
