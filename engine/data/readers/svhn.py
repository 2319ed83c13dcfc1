"""SVHN as torchvision lays it out: two MATLAB files in ROOT, or in a folder SVHN there; X holds images, y labels.

A label 10 is the digit 0. Source: ufldl.stanford.edu/housenumbers.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.data.dataset import Split
from engine.data.readers.matlab import variables
from engine.data.readers.names import called, entries, resembling
from engine.data.readers.read_parts import Parts, checked, to_download
from engine.errors import DataError, DataMissing, Place
from engine.figures import are
from engine.project.data.sources import Svhn
from engine.text import listed

FILES = ("train_32x32.mat", "test_32x32.mat")
FOLDER = "SVHN"
IMAGES, LABELS = "X", "y"
ALL = 2**31
ANOTHER = "Is it another file, or of another data set?"


def svhn_files(source: Svhn, root: Path) -> list[Path]:
    """Both files; raises DataError, which says what to put where."""
    places = _places(root)
    for place in places:
        if len(found := _found(place)) == len(FILES):
            return list(found.values())
    raise _missing(source, places)


def read_svhn(source: Svhn, root: Path) -> Parts:
    """Both parts; raises DataError in words."""
    train, test = svhn_files(source, root)
    return Parts(_split(source, train), _split(source, test))


def count_svhn(source: Svhn, root: Path) -> tuple[int, int]:
    """Training and test images, from the first bytes of their files; raises DataError in words."""
    train, test = map(_count, svhn_files(source, root))
    return train, test


def first_of_svhn(source: Svhn, root: Path, count: int) -> tuple[np.ndarray, np.ndarray]:
    """The first training images (N, C, H, W) and labels (N,), at most `count`; raises DataError in words."""
    return _read(svhn_files(source, root)[0], count)


def _split(source: Svhn, path: Path) -> Split:
    return checked(*_read(path, ALL), source, path)


def _read(path: Path, count: int) -> tuple[np.ndarray, np.ndarray]:
    found: dict[str, np.ndarray] = {}
    with variables(path) as arrays:
        for one in arrays:
            if one.name in (IMAGES, LABELS):
                if one.name == IMAGES:
                    _refuse_foreign(len(one.sizes), one.kind)
                found[one.name] = one.first(count) if one.name == IMAGES else one.first(ALL)
        for name in (IMAGES, LABELS):
            if name not in found:
                raise DataError(f"It holds no {name}.", ANOTHER)
        labels = _whole(found[LABELS].reshape(-1)[:count])
    return found[IMAGES].transpose(0, 1, 3, 2), np.where(labels == len(Svhn.published.classes), 0, labels)


def _whole(values: np.ndarray) -> np.ndarray:
    """As whole numbers, which MATLAB often keeps as fractions."""
    with np.errstate(invalid="ignore"):  # what is no number is told below
        labels = values.astype(np.int64)
    if not np.array_equal(labels, values):
        raise DataError(f"Its {LABELS} holds no labels: they are no whole numbers.", ANOTHER)
    return labels


def _count(path: Path) -> int:
    with variables(path) as arrays:
        for one in arrays:
            if one.name == IMAGES:
                _refuse_foreign(len(one.sizes), one.kind)
                return one.sizes[-1]
        raise DataError(f"It holds no {IMAGES}.", ANOTHER)


def _refuse_foreign(dimensions: int, kind: np.dtype[np.generic]) -> None:
    if dimensions != 4 or kind != np.uint8:
        raise DataError(f"Its {IMAGES} holds no images: bytes in 4 dimensions.", ANOTHER)


def _places(root: Path) -> list[Path]:
    """Where the files may lie: in a root, or in a folder there that is called as the set."""
    return [root.absolute(), *(path for path in called(FOLDER, entries(root.absolute())) if path.is_dir())]


def _found(folder: Path) -> dict[str, Path]:
    here = entries(folder)
    found = {name: next((path for path in called(name, here) if path.is_file()), None) for name in FILES}
    return {name: path for name, path in found.items() if path is not None}


def _missing(source: Svhn, places: list[Path]) -> DataError:
    """What is missing where most of it is, and what lies there under another name."""
    folder = max(places, key=lambda place: len(_found(place)))
    missing = [name for name in FILES if name not in _found(folder)]
    others = [path.name for path in resembling(FILES, entries(folder)) if path.is_file()]
    instead = f"What lies there is called {listed(others)}." if others else ""
    return (DataMissing if len(missing) == len(FILES) and not instead else DataError)(
        f"{source.title} is not here: {' and '.join(missing)} {are(len(missing))} missing.",
        instead
        or f"Put {'it' if len(missing) == 1 else 'them'} into that folder, or choose the folder that holds them, with "
        f"--data-dir or on the Data page.{to_download(source) if len(missing) == len(FILES) else ''}",
        Place(str(folder)),
    )
