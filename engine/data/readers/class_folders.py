"""Images in folders of classes, `{train,test}/CLASS/*`, classes in the order of the alphabet.

An image is known by its content, whatever the ending of its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from PIL import Image

from engine.data.dataset import Split
from engine.data.readers.names import called, entries
from engine.data.readers.read_parts import Parts, Progress, Stop, checked, go_on, unreadable
from engine.data.splits.stratified import shuffled
from engine.errors import DataError, Place
from engine.network.shapes import sized
from engine.project.data.sources import Source
from engine.text import closest, listed

PARTS = ("train", "test")
REPORT_EVERY = 500  # images
FORMATS = ("JPEG", "PNG", "BMP", "GIF", "WEBP", "TIFF", "PPM")  # none of them can start another program
# What is called so is meant as an image, and is a damaged one where it cannot be read.
ENDINGS = {
    ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".ppm", ".pgm",
}  # fmt: skip


@dataclass(frozen=True)
class _Part:
    """The folder of one part, those of its classes by label, and what else lies there."""

    folder: Path
    classes: list[Path]
    surplus: list[Path]


def class_folders(source: Source, folder: Path) -> list[Path]:
    """All folders that the images depend on; raises DataError when that of a class is missing."""
    parts = _parts(source, folder)
    return [*(part.folder for part in parts), *chain.from_iterable(part.classes for part in parts)]


def read_folders(source: Source, folder: Path, progress: Progress | None, stop: Stop | None, note: str) -> Parts:
    """Both parts; raises DataError in words, and Stopped when `stop()` says so. `progress(images, total)` is told."""
    parts = _parts(source, folder)
    contents = [[_Content.of(one, stop) for one in part.classes] for part in parts]
    total = sum(len(content.images) for content in chain(*contents))
    reader = _Reader(source, total, progress, stop)
    train, test = (reader.split(content, part.folder) for content, part in zip(contents, parts, strict=True))
    return Parts(train, _mixed(test), note, _remarks(source, folder, parts, [*chain(*contents)]))


def _mixed(test: Split) -> Split:
    """In a fixed order that has nothing to do with that of the classes: the first of them, which people look at, would
    all be of one.
    """
    import torch  # whoever only counts images does not load it

    return test.chosen(torch.from_numpy(shuffled(len(test), seed=0)))


def count_folders(source: Source, folder: Path, stop: Stop | None = None) -> tuple[int, int]:
    """Training and test images, by their names where those tell; raises DataError in words, OSError, and Stopped."""
    train, test = (sum(len(_Content.of(one, stop).images) for one in part.classes) for part in _parts(source, folder))
    return train, test


def first_of_classes(source: Source, folder: Path) -> Iterator[np.ndarray]:
    """The first training image (C, H, W) of each class that has one; raises DataError in words, and OSError."""
    for one in _parts(source, folder)[0].classes:
        if (path := next(filter(_is_image, entries(one)), None)) is not None:
            yield _decoded(path, source)


def _parts(source: Source, folder: Path) -> list[_Part]:
    return [_part(source, _folder_called(name, folder) or folder / name) for name in PARTS]


def _part(source: Source, folder: Path) -> _Part:
    found = {name: _folder_called(name, folder) for name in sorted(source.published.classes)}
    classes = [path for path in found.values() if path]
    surplus = [path for path in entries(folder) if path.is_dir() and path not in classes]
    for name, path in found.items():
        if path is None:
            raise _missing(folder / name, surplus)
    return _Part(folder, classes, surplus)


def _folder_called(name: str, folder: Path) -> Path | None:
    return next((path for path in called(name, entries(folder)) if path.is_dir()), None)


def _missing(folder: Path, surplus: list[Path]) -> DataError:
    meant = closest(folder.name, [path.name for path in surplus])
    hint = f"There is “{meant}”: is it meant? Then give it this name." if meant else ""
    return DataError("This folder of images is missing.", hint, Place(str(folder)))


@dataclass(frozen=True)
class _Content:
    """What lies in the folder of a class: its images, and what is none."""

    folder: Path
    images: list[Path]
    others: list[Path]

    @classmethod
    def of(cls, folder: Path, stop: Stop | None) -> _Content:
        images: list[Path] = []
        others: list[Path] = []
        for path in entries(folder):
            go_on(stop)
            (images if _is_image(path) else others).append(path)
        return cls(folder, images, others)


def _is_image(path: Path) -> bool:
    """By its ending, or else by its content."""
    return path.suffix.casefold() in ENDINGS or _opens(path)


def _opens(path: Path) -> bool:
    try:
        with Image.open(path, formats=FORMATS):
            return True
    except Exception:  # noqa: BLE001  # damaged files make Pillow raise errors of every kind
        return False


def _remarks(source: Source, folder: Path, parts: list[_Part], contents: list[_Content]) -> tuple[str, ...]:
    """In one sentence, what is there and was not read, and what one would expect there."""
    empty = [content.folder for content in contents if not content.images]
    surplus = [path for part in parts for path in part.surplus]
    others = [path for content in contents for path in content.others]
    said = [
        _said(empty, folder, "holds no images", "hold no images"),
        _said(surplus, folder, f"is no class of {source.title}", f"are no classes of {source.title}"),
        _said(others, folder, "is no image", "are no images"),
    ]
    passed_over = " (passed over)" if surplus or others else ""
    return (f"{folder}: {'; '.join(filter(None, said))}{passed_over}.",) if any(said) else ()


def _said(paths: list[Path], folder: Path, of_one: str, of_many: str) -> str:
    """Which they are and what is so of them; empty where there are none."""
    names = [path.relative_to(folder).as_posix() for path in paths]
    return f"{listed(names)} {of_one if len(names) == 1 else of_many}" if names else ""


class _Reader:
    """Decodes the images of all parts and keeps count of them."""

    def __init__(self, source: Source, total: int, progress: Progress | None, stop: Stop | None) -> None:
        self._source, self._total, self._progress, self._stop = source, total, progress, stop
        self._done = 0

    def split(self, classes: list[_Content], folder: Path) -> Split:
        counts = [len(content.images) for content in classes]
        images = np.empty((sum(counts), *self._source.published.shape), np.uint8)
        for image, path in zip(images, chain.from_iterable(content.images for content in classes), strict=True):
            image[:] = _decoded(path, self._source)
            self._count()
        return checked(images, np.repeat(np.arange(len(classes)), counts), self._source, folder)

    def _count(self) -> None:
        self._done += 1
        if self._done % REPORT_EVERY and self._done != self._total:
            return
        go_on(self._stop)
        if self._progress is not None:
            self._progress(self._done, self._total)


def _decoded(path: Path, source: Source) -> np.ndarray:
    """Values (C, H, W) of one image."""
    channels, height, width = source.published.shape
    try:
        with Image.open(path, formats=FORMATS) as image:
            if image.size != (width, height):
                found = sized(image.width, image.height)
                raise DataError(f"It is {found}, not {sized(width, height)}.", "", Place(str(path)))
            values = np.asarray(image.convert("L" if channels == 1 else "RGB"))
    except DataError:
        raise
    except Exception as error:  # noqa: BLE001  # as above
        if isinstance(error, OSError) and error.strerror:
            raise unreadable(path, error) from None
        raise DataError("It is damaged, or no image.", "Unpack the data set again.", Place(str(path))) from None
    return values.reshape(height, width, channels).transpose(2, 0, 1)
