"""Images in folders of classes, `{train,test}/CLASS/*.jpg`, classes in the order of the alphabet."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import numpy as np
from PIL import Image

from engine.data.dataset import Split
from engine.data.readers.read_parts import Parts, Progress, Stop, checked
from engine.errors import DataError, Place, Stopped
from engine.network.shapes import spelled
from engine.project.sources import Source

PARTS = ("train", "test")
REPORT_EVERY = 500  # images


def class_folders(folder: Path, source: Source) -> dict[str, list[Path]]:
    """Per part the folders of its classes; raises DataError when they are not exactly the source's classes."""
    return {part: [_class(folder / part / name) for name in sorted(source.classes)] for part in PARTS}


def _class(folder: Path) -> Path:
    if not folder.is_dir():
        raise DataError("This folder of images is missing.", "", Place(str(folder)))
    return folder


def read_folders(source: Source, folder: Path, progress: Progress | None, stop: Stop | None, note: str) -> Parts:
    """Both parts; raises DataError in words, and Stopped when `stop()` says so. `progress(images, total)` is told."""
    files = {part: _files(classes) for part, classes in class_folders(folder, source).items()}
    reader = _Reader(source, sum(map(len, chain(*files.values()))), progress, stop)
    train, test = (reader.split(files[part], folder / part) for part in PARTS)
    return Parts(train, test, note)


def _files(classes: list[Path]) -> list[list[Path]]:
    return [sorted(folder.glob("*.jpg")) for folder in classes]


class _Reader:
    """Decodes the images of all parts and keeps count of them."""

    def __init__(self, source: Source, total: int, progress: Progress | None, stop: Stop | None) -> None:
        self._source, self._total, self._progress, self._stop = source, total, progress, stop
        self._done = 0

    def split(self, classes: list[list[Path]], folder: Path) -> Split:
        counts = [len(files) for files in classes]
        images = np.empty((sum(counts), *self._source.shape), np.uint8)
        for image, path in zip(images, chain(*classes), strict=True):
            image[:] = _decoded(path, self._source)
            self._count()
        return checked(images, np.repeat(np.arange(len(classes)), counts), self._source, folder)

    def _count(self) -> None:
        self._done += 1
        if self._done % REPORT_EVERY and self._done != self._total:
            return
        if self._stop is not None and self._stop():
            raise Stopped
        if self._progress is not None:
            self._progress(self._done, self._total)


def _decoded(path: Path, source: Source) -> np.ndarray:
    """Values (C, H, W) of one image."""
    channels, height, width = source.shape
    try:
        with Image.open(path, formats=["JPEG"]) as image:
            if image.size != (width, height):
                found = spelled((image.height, image.width))
                raise DataError(f"It is {found}, not {spelled((height, width))}.", "", Place(str(path)))
            values = np.asarray(image.convert("L" if channels == 1 else "RGB"))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise DataError("It is damaged, or no image.", "Unpack the data set again.", Place(str(path))) from None
    return values.reshape(height, width, channels).transpose(2, 0, 1)
