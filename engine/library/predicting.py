"""Predicting: what a run's network takes images for."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from engine.errors import InputError, Place
from engine.library.alone import threads_beside
from engine.library.finding import RunLike, data_folder, open_run
from engine.library.images import ImageLike, prepared
from engine.library.run import Run
from engine.library.trained import Trained, normaliser, trained
from engine.machine.devices import resolve
from engine.machine.threads import thread_settings
from engine.prediction import answer


@dataclass(frozen=True, eq=False)
class Prediction:
    """What a network takes one image for: `best`, the most probable class, with its `probability` from 0 to 1.

    `probabilities` are float32 (classes,) in the order of `classes`; `seen` is the image as the network saw it, uint8
    (channels, height, width).
    """

    best: str
    probability: float
    classes: tuple[str, ...] = field(repr=False)
    probabilities: NDArray[np.float32] = field(repr=False)
    seen: NDArray[np.uint8] = field(repr=False)

    def top(self, count: int = 3) -> list[tuple[str, float]]:
        """The most probable classes with their probabilities, best first."""
        return answer.top(torch.from_numpy(self.probabilities), self.classes, count)


def predict(
    run: RunLike,
    *images: ImageLike,
    drawing: bool = False,
    step: int | None = None,
    data_dir: str | os.PathLike[str] | None = None,
) -> list[Prediction]:
    """What a run's network takes each image for, in the order given, on the CPU.

    An image is a file's path or an array of uint8: (height, width) grey, (height, width, 3) colour, 4 with
    transparency, resized to the network's input, or just that input (channels, height, width). `drawing` prepares
    drawings as the digits of MNIST were prepared, dark on light or light on dark. `step` is one of the run's
    `kept_steps` (default: the newest); `data_dir` is needed only where the images are normalised by statistics of a
    data set that has moved. Raises ImageError, and InputError for a run without weights, in words.
    """
    found = trained(open_run(run).folder, step)
    found.warn()
    return predicted(found, images, drawing=drawing, data_dir=None if data_dir is None else Path(data_dir))


def predicted(found: Trained, images: Sequence[ImageLike], *, drawing: bool, data_dir: Path | None) -> list[Prediction]:
    """What a trained network takes images for; raises ImageError and DataError."""
    if not images:
        raise InputError("There is no image to predict.", "Give at least one.")
    shape, classes = found.project.facts.shape, found.project.facts.classes
    seen = [prepared(image, shape, drawing=drawing, place=_place(images, at)) for at, image in enumerate(images)]
    prepare = normaliser(found.project, data_folder(Run(found.run), found.project.data.source, data_dir))
    with thread_settings(resolve("cpu"), threads_beside()):
        rows = answer.predict(found.net, prepare, torch.stack(seen))
    return [_prediction(row, classes, image) for row, image in zip(rows, seen, strict=True)]


def _place(images: Sequence[ImageLike], index: int) -> Place:
    image = images[index]
    return Place(os.fspath(image)) if isinstance(image, str | os.PathLike) else Place(words=f"Image {index + 1}")


def _prediction(row: torch.Tensor, classes: tuple[str, ...], seen: torch.Tensor) -> Prediction:
    ((best, probability),) = answer.top(row, classes, 1)
    return Prediction(best, probability, classes, row.numpy(), seen.numpy())
