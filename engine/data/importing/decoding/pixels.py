"""Pixels: the images of what was found, decoded a chunk at a time: from files, or from the arrays of an archive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.data.importing.decoding.decoders import Decoders
from engine.data.importing.decoding.fitting import fitted
from engine.data.importing.finding.arrays import ArrayPart, ArraysFound
from engine.data.importing.finding.listing import Labelled, Listing
from engine.data.importing.finding.looking import Found
from engine.data.importing.finding.passed_over import PassedOver
from engine.data.readers.read_parts import Progress, Stop
from engine.errors import DataError, Place, Stopped
from engine.project.data.own_images import Reading

Part: TypeAlias = Sequence[Labelled] | ArrayPart

BLOCK = 256  # images of an array at a time


@dataclass(eq=False)
class Images:
    """Decoded images (n, C, H, W) with labels and names; the files that gave none; how many deserve which remark.

    `sizes` are the heights and widths of the files' pictures; none of an archive. `unread` names those that the
    system did not give.
    """

    pixels: NDArray[np.uint8]
    labels: list[int]
    names: list[str]
    failed: list[PassedOver] = field(default_factory=list)
    notes: dict[str, int] = field(default_factory=dict)
    sizes: list[tuple[int, int]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def of(self, classes: set[int]) -> Images:
        """Those of some classes; the others count as passed over."""
        if classes.issuperset(self.labels):
            return self
        places = [place for place, label in enumerate(self.labels) if label in classes]
        strange = [PassedOver(name, NOT_TRAINED_ON) for name, label in self._pairs() if label not in classes]
        labels, names = [self.labels[place] for place in places], [self.names[place] for place in places]
        sizes = [self.sizes[place] for place in places] if self.sizes else []
        return Images(self.pixels[places], labels, names, [*self.failed, *strange], self.notes, sizes, self.unread)

    def _pairs(self) -> Iterator[tuple[str, int]]:
        return zip(self.names, self.labels, strict=True)


NOT_TRAINED_ON = "Its class is not trained on."


class Pixels(Protocol):
    """Where images come from; a context, as it may hold processes."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None: ...

    def images(self, part: Part) -> Iterator[Images]:
        """The images of a part, in its order; raises Stopped, and DataError in words."""


class Told:
    """How far it is, and whether it is still wanted."""

    def __init__(self, total: int, progress: Progress | None, stop: Stop | None) -> None:
        self._total, self._progress = total, progress
        self.stop: Stop = stop or (lambda: False)
        self._done = 0

    def further(self, count: int) -> None:
        """So many more are done; raises Stopped where nobody wants them."""
        if self.stop():
            raise Stopped
        self._done += count
        if self._progress is not None:
            self._progress(self._done, self._total)


def labels_of(part: Part) -> list[int]:
    """The numbers of the classes of its images."""
    return part.labels.tolist() if isinstance(part, ArrayPart) else [file.label for file in part]


def count_of(part: Part) -> int:
    """How many images it has."""
    return len(part.labels) if isinstance(part, ArrayPart) else len(part)


def names_of(part: Part) -> list[str]:
    """The paths of its files; of an array the places."""
    return [str(place) for place in range(len(part.labels))] if isinstance(part, ArrayPart) else [f.name for f in part]


def pixels_of(found: Found, path: Path, reading: Reading, told: Told) -> Pixels:
    """Of whatever was found at a path."""
    if isinstance(found, ArraysFound):
        return _OfArrays(found, reading, told)
    return _OfFiles(found, path, reading, told)


class _OfFiles:
    """Decoded by processes."""

    def __init__(self, listing: Listing, path: Path, reading: Reading, told: Told) -> None:
        self._listing, self._path, self._told = listing, path, told
        self._decoders = Decoders(listing.root, reading, listing.files, told.stop)

    def __enter__(self) -> Self:
        self._decoders.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._decoders.__exit__(kind, error, at)

    def images(self, part: Part) -> Iterator[Images]:
        assert not isinstance(part, ArrayPart)  # noqa: S101  # it is a part of the listing
        for chunk in self._decoders.decoded(part):
            good, failed = chunk.good, [PassedOver(file.name, why) for file, why in chunk.bad]
            if failed and not self._listing.root.exists():
                what = "It was removed while its images were read."
                raise DataError(what, "Bring it in from where it lies now.", Place(str(self._path)))
            labels, names = [file.label for file in good], [file.name for file in good]
            account = chunk.account
            unread = [file.name for file in chunk.unread]
            yield Images(chunk.images, labels, names, failed, dict(account.notes), list(account.sizes), unread)
            self._told.further(len(chunk.files))


class _OfArrays:
    """Unpacked part by part."""

    def __init__(self, found: ArraysFound, reading: Reading, told: Told) -> None:
        self._found, self._reading, self._told = found, reading, told

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Nothing is held."""

    def images(self, part: Part) -> Iterator[Images]:
        assert isinstance(part, ArrayPart)  # noqa: S101  # it is a part of the archive
        pictures = self._found.read(part, self._told.stop)
        for start in range(0, len(pictures), BLOCK):
            some = slice(start, start + BLOCK)
            labels = part.labels[some].tolist()
            names = [f"{part.name}[{start + place}]" for place in range(len(labels))]
            yield Images(of_shape(pictures[some], self._reading), labels, names)
            self._told.further(len(labels))


def of_shape(pictures: NDArray[np.uint8], reading: Reading) -> NDArray[np.uint8]:
    """(n, height, width, channels) as (n, C, H, W) of the reading; what has its shape keeps its values."""
    channels, height, width = reading.shape
    if pictures.shape[1:] == (height, width, channels):
        return np.ascontiguousarray(pictures.transpose(0, 3, 1, 2))
    flat = pictures[..., 0] if pictures.shape[3] == 1 else pictures
    return np.stack([fitted(Image.fromarray(np.ascontiguousarray(picture)), reading) for picture in flat])
