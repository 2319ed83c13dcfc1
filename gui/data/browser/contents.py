"""Contents: what stands in the grid at one moment, images that are listed or those of a batch, by their places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from engine.project.data.splits import SplitName
from engine.service.answers import ImageOf, Pixels
from engine.service.images.browsing.browse_answers import Listed, TrainingBatch
from gui.data.browser import image_words
from gui.data.browser.tile_grid import NAMED, NINE, THUMBNAILS, Tiles
from gui.pieces.images.pictures import picture
from gui.pieces.images.thumbnails import Thumbnails


class ListedImages:
    """Images of a part of the data; `nine` of them stand there larger."""

    def __init__(self, listed: Listed, classes: Sequence[str], thumbnails: Thumbnails, *, nine: bool = False) -> None:
        self._listed, self._classes, self._thumbnails = listed, classes, thumbnails
        named = nine or listed.predicted is not None
        look = NINE if nine else NAMED if named else THUMBNAILS
        name = self._name if named else lambda _: ""
        self.tiles = Tiles(len(listed.places), look, self._picture, name, self._sentence)

    def _picture(self, place: int) -> QImage | None:
        return self._thumbnails.picture(int(self._listed.places[place]))

    def _name(self, place: int) -> str:
        return image_words.tile_name(self._listed, place, self._classes)

    def _sentence(self, place: int) -> str:
        return image_words.sentence(self._listed, place, self._classes)

    @property
    def split(self) -> SplitName:
        """Of which part they are."""
        return self._listed.split

    def labels(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """Of which classes those at some places (n,) are."""
        return self._listed.labels[places]

    def indexes(self, places: NDArray[np.int64]) -> tuple[int, ...]:
        """Which images of the part stand at some places."""
        return tuple(self._listed.places[places].tolist())

    def image(self, place: int) -> ImageOf:
        """Which image stands at a place."""
        return ImageOf(self.split, int(self._listed.places[place]))

    def answer(self, place: int) -> str:
        """What it was taken for, where that is known."""
        return image_words.verdict(self._listed, place, self._classes)

    def pixels(self, place: int) -> Pixels | None:
        """It is as it is stored."""
        return None

    def see(self, places: Iterable[int]) -> None:
        """These are in sight: their pictures are wanted."""
        self._thumbnails.see([int(self._listed.places[place]) for place in places])


class BatchImages:
    """What a step of training gets; all of it is there, and becomes pictures as it comes into sight."""

    def __init__(self, batch: TrainingBatch, classes: Sequence[str]) -> None:
        self._batch, self._classes = batch, classes
        self._pictures: dict[int, QImage] = {}
        self.tiles = Tiles(len(batch.pixels), NAMED, self._picture, self._name, self._sentence)

    def _picture(self, place: int) -> QImage:
        if place not in self._pictures:
            self._pictures[place] = picture(self._batch.pixels[place])
        return self._pictures[place]

    def _name(self, place: int) -> str:
        return self._classes[self._batch.labels[place]]

    def _sentence(self, place: int) -> str:
        return image_words.batch_sentence(self._batch, place, self._classes)

    @property
    def split(self) -> SplitName:
        """Of which part they are."""
        return "train"

    def labels(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """Of which classes those at some places (n,) are."""
        return self._batch.labels[places]

    def indexes(self, places: NDArray[np.int64]) -> tuple[int, ...]:
        """Which images of the part stand at some places; one that occurs twice counts once."""
        return tuple(dict.fromkeys(self._batch.places[places].tolist()))

    def image(self, place: int) -> ImageOf:
        """Which image stands at a place."""
        return ImageOf(self.split, int(self._batch.places[place]))

    def answer(self, place: int) -> str:
        """How it comes to look so."""
        return image_words.as_step(self._batch)

    def pixels(self, place: int) -> Pixels | None:
        """It is as augmentation changed it."""
        pixels: Pixels = self._batch.pixels[place]
        return pixels

    def see(self, places: Iterable[int]) -> None:
        """Nothing is wanted."""


Contents: TypeAlias = ListedImages | BatchImages


def some(listed: Listed, chosen: Sequence[int]) -> Listed:
    """Those at some places of a list."""
    at = np.array(chosen, np.int64)
    predicted, truth = listed.predicted, listed.truth
    return Listed(
        listed.split,
        listed.places[at],
        listed.labels[at],
        None if predicted is None else predicted[at],
        None if truth is None else truth[at],
        listed.step,
    )
