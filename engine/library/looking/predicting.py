"""Predicting: what a run's network takes images for."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from engine.data.batches.normalise import Normaliser
from engine.errors import ImageError, InputError, Place
from engine.library.alone import threads_beside
from engine.library.arguments.numbers import whole
from engine.library.arguments.words import yes_or_no
from engine.library.finding import RunLike, data_folder, open_run, path_given
from engine.library.looking.images import ImageLike, Seen, place_of, prepared
from engine.library.looking.trained import Trained, normaliser, trained
from engine.library.run import Run
from engine.machine.devices import resolve
from engine.machine.threads import thread_settings
from engine.prediction import answer
from engine.project.project import Project


@dataclass(frozen=True, eq=False)
class Prediction:
    """What a network takes one image for: `best`, the most probable class, with its `probability` from 0 to 1.

    `probabilities` are float32 (classes,) in the order of `classes`; `seen` is the image as the network saw it, uint8
    (channels, height, width). `remark` is a sentence on the picture where it explains a doubtful answer, as that it is
    pale, else empty.
    """

    best: str
    probability: float
    classes: tuple[str, ...] = field(repr=False)
    probabilities: NDArray[np.float32] = field(repr=False)
    seen: NDArray[np.uint8] = field(repr=False)
    remark: str = ""

    def top(self, count: int = 3) -> list[tuple[str, float]]:
        """The most probable classes with their probabilities, best first."""
        count = whole(count, "count", 1)
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
    `kept_steps` (default: the best where the recipe keeps it, else the newest); `data_dir` is needed only where the
    images are normalised by statistics of a data set that has moved. Raises ImageError, and InputError for a run
    without weights, in words.
    """
    root, drawing = path_given(data_dir), yes_or_no(drawing, "drawing")
    found = trained(open_run(run).folder, step)
    found.warn()
    answers = predicted(found, images, drawing=drawing, data_dir=root)
    return [_or_raised(one) for one in answers]


def _or_raised(one: Prediction | ImageError) -> Prediction:
    if isinstance(one, ImageError):
        raise one
    return one


def predicted(
    found: Trained, images: Sequence[ImageLike], *, drawing: bool, data_dir: Path | None
) -> list[Prediction | ImageError]:
    """What a trained network takes each image for, or why one cannot be answered; raises DataError."""
    if not images:
        raise InputError("There is no image to predict.", "Give at least one.")
    project = found.project
    looks = [
        _look(image, project, drawing=drawing, place=place_of(image, f"Image {at + 1}"))
        for at, image in enumerate(images)
    ]
    seen = [look for look in looks if isinstance(look, Seen)]
    answers = iter(
        _answered(found, seen, normaliser(project, data_folder(Run(found.run), project.data.source, data_dir)))
    )
    return [look if isinstance(look, ImageError) else next(answers) for look in looks]


def _look(image: ImageLike, project: Project, *, drawing: bool, place: Place) -> Seen | ImageError:
    try:
        return prepared(image, project, drawing=drawing, place=place)
    except ImageError as error:
        return error


def _answered(found: Trained, seen: Sequence[Seen], prepare: Normaliser) -> list[Prediction]:
    if not seen:
        return []
    with thread_settings(resolve("cpu"), threads_beside()):
        rows = answer.predict(found.net, prepare, torch.stack([one.pixels for one in seen]))
    classes = found.project.facts.classes
    return [_prediction(row, classes, one) for row, one in zip(rows, seen, strict=True)]


def _prediction(row: torch.Tensor, classes: tuple[str, ...], seen: Seen) -> Prediction:
    ((best, probability),) = answer.top(row, classes, 1)
    return Prediction(best, probability, classes, row.numpy(), seen.pixels.numpy(), seen.remark)
