"""First images: a few of a data set's training images, read at once and without torch, to show what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeAlias, assert_never

import numpy as np
from numpy.typing import NDArray

from engine.data.importing import opening
from engine.data.readers.cifar import first_records
from engine.data.readers.class_folders import first_of_classes
from engine.data.readers.digits import read_arrays
from engine.data.readers.mnist import first_of_mnist
from engine.data.readers.read_parts import Stop, foreign, in_sight, unreadable
from engine.data.readers.svhn import first_of_svhn
from engine.data.reading import binary_folder, data_root, fingerprint, jpeg_folders
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

Pixels: TypeAlias = NDArray[np.uint8]

LOOKED_AT = 100  # images, among which those of different classes are taken


def first_images(source: AnySource, root: Path | None, count: int, stop: Stop | None = None) -> tuple[Pixels, ...]:
    """At most `count` images (channels, height, width), each the first of another class.

    Raises DataError, in words, where they are missing or cannot be read, and Stopped.
    """
    root = root or data_root()
    fingerprint(source, root)  # says it where nothing of it is there
    try:
        images = tuple(islice(_found(source, root, stop), count))
    except OSError as error:
        raise unreadable(root, error) from None
    for image in images:
        if image.shape != source.published.shape:
            raise foreign(source, root, f"Its images are {in_sight(image.shape)}")
    return tuple(map(np.ascontiguousarray, images))


def _found(source: AnySource, root: Path, stop: Stop | None) -> Iterator[Pixels]:
    match source:
        case Digits():
            images, labels = read_arrays()
            return _of_each_class(images[:LOOKED_AT, None], labels[:LOOKED_AT])
        case Mnist() | FashionMnist() | Kmnist() | EmnistLetters() | EmnistBalanced():
            return _of_each_class(*first_of_mnist(source, root, LOOKED_AT))
        case Cifar10() if (folders := jpeg_folders(source, root)) is not None:
            return first_of_classes(source, folders)
        case Cifar10() | Cifar100():
            return _of_each_class(*first_records(source, binary_folder(source, root), LOOKED_AT))
        case Svhn():
            return _of_each_class(*first_of_svhn(source, root, LOOKED_AT))
        case FolderImages() | TableImages() | ArrayImages():
            return opening.first_of_classes(source, stop)
        case _:
            assert_never(source)


def _of_each_class(images: Pixels, labels: Iterable[int]) -> Iterator[Pixels]:
    """The first image of each class, in the order in which the classes come."""
    met: set[int] = set()
    for image, label in zip(images, labels, strict=False):
        if int(label) not in met:
            met.add(int(label))
            yield image
