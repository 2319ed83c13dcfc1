"""What the service answers about own drawings: frozen values with plain arrays."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.drawings.places import TESTED
from engine.project.data.facts import Classes
from engine.runs.comparison.agreement import Agreement
from engine.service.answers import Pixels


@dataclass(frozen=True, eq=False)
class TriedDrawings:
    """The own drawings of some classes, newest first, and what the shown model takes each for.

    `labels` and `guesses` are (n,), `probabilities` those of the guesses; -1 and 0 where no model answers, as then
    `asked` is False. `images` are small ones, as the network sees them, (n, channels, height, width). `passed_over`
    counts files that cannot be read.
    """

    folder: Path
    classes: Classes
    files: tuple[Path, ...]
    labels: NDArray[np.int64]
    guesses: NDArray[np.int64]
    probabilities: NDArray[np.float32]
    images: Pixels
    passed_over: int = 0
    asked: bool = False

    def __len__(self) -> int:
        """How many there are."""
        return len(self.files)

    def tested(self, place: int) -> bool:
        """Whether it is an image that networks are tried on, so that none is trained with it."""
        return self.files[place].name.endswith(TESTED)

    @property
    def to_train_with(self) -> int:
        """How many are no images that networks are tried on."""
        return sum(not self.tested(place) for place in range(len(self)))

    @property
    def right(self) -> int:
        """How many the model takes for what they are."""
        return int((self.labels == self.guesses).sum())


@dataclass(frozen=True, eq=False)
class OpenedDrawing:
    """One of them in full: a drawing (height, width), white on black, or a picture (channels, height, width)."""

    path: Path
    pixels: Pixels

    @property
    def drawn(self) -> bool:
        """Whether it is a drawing, to be prepared as such."""
        return self.pixels.ndim == 2


@dataclass(frozen=True, eq=False)
class Learned:
    """What a run that went on with own drawings came to on the test images: how it agrees with what it went on from.

    `gained` are the indexes (n,) of images that only it gets right, `forgotten` those that it does not any more, and
    `mostly` is what is confused most often in these, `mostly_times` times: the class, and what it is taken for now.
    """

    agreement: Agreement
    gained: NDArray[np.int64]
    forgotten: NDArray[np.int64]
    mostly: tuple[int, int] | None = None
    mostly_times: int = 0
