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
from engine.data.readers.idx import first_of_idx
from engine.data.readers.mnist import idx_files
from engine.data.readers.read_parts import foreign, in_sight, unreadable
from engine.data.reading import cifar_archive, cifar_folders, data_root, fingerprint
from engine.project.own_images import ArrayImages, FolderImages, TableImages
from engine.project.sources import AnySource, Cifar10, Digits, FashionMnist, Mnist

Pixels: TypeAlias = NDArray[np.uint8]

LOOKED_AT = 100  # images, among which those of different classes are taken


def first_images(source: AnySource, root: Path | None, count: int) -> tuple[Pixels, ...]:
    """At most `count` images (channels, height, width), each the first of another class.

    Raises DataError, in words, where they are missing or cannot be read.
    """
    root = root or data_root()
    fingerprint(source, root)  # says it where nothing of it is there
    try:
        images = tuple(islice(_found(source, root), count))
    except OSError as error:
        raise unreadable(root, error) from None
    for image in images:
        if image.shape != source.published.shape:
            raise foreign(source, root, f"Its images are {in_sight(image.shape)}")
    return tuple(map(np.ascontiguousarray, images))


def _found(source: AnySource, root: Path) -> Iterator[Pixels]:
    match source:
        case Digits():
            images, labels = read_arrays()
            return _of_each_class(images[:LOOKED_AT, None], labels[:LOOKED_AT])
        case Mnist() | FashionMnist():
            images_file, labels_file, *_ = idx_files(source, root)
            images = first_of_idx(images_file, 3, LOOKED_AT)[:, None]
            return _of_each_class(images, first_of_idx(labels_file, 1, LOOKED_AT))
        case Cifar10():
            if (archive := cifar_archive(root)) is not None:
                return _of_each_class(*first_records(source, archive, LOOKED_AT))
            return first_of_classes(source, cifar_folders(root))
        case FolderImages() | TableImages() | ArrayImages():
            return opening.first_of_classes(source)
        case _:
            assert_never(source)


def _of_each_class(images: Pixels, labels: Iterable[int]) -> Iterator[Pixels]:
    """The first image of each class, in the order in which the classes come."""
    met: set[int] = set()
    for image, label in zip(images, labels, strict=False):
        if int(label) not in met:
            met.add(int(label))
            yield image
