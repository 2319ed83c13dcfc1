"""Browse questions: the images of the data, one by one, and the batches that training gets.

All are long: what they ask for may have to be read first, or lies in a file. Each has a channel of its own, on which
the newest wins, so whoever scrolls fast waits for nothing that has gone by.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from engine.project.data.corrections import LeaveOut, MoveImages
from engine.project.data.data_settings import DataSettings
from engine.project.data.splits import SplitName
from engine.project.project import Project
from engine.service.answers import Pixels
from engine.service.images.browsing.browse_answers import ImageOrder, Levels, Listed, Opened, TrainingBatch
from engine.service.question import Question


class ListImages(Question[Listed], frozen=True):
    """Which images a split has, or those of one class by its label, in an order.

    `run` is the folder of the run that the settings came from, `evaluated` that of the one whose newest evaluation says
    how wrong each image was answered: without one they stay as they are. DataError where the images are missing.
    """

    channel = "list images"
    long = True
    settings: DataSettings
    run: Path | None
    split: SplitName
    label: int | None = None
    order: ImageOrder = "as they are"
    evaluated: Path | None = None


class ReadThumbnails(Question[Pixels], frozen=True):
    """Images of a split (n, channels, height, width), large ones reduced to no less than `side` pixels. DataError."""

    channel = "browsed thumbnails"
    long = True
    settings: DataSettings
    run: Path | None
    split: SplitName
    indexes: tuple[int, ...]
    side: int


class OpenImage(Question[Opened], frozen=True):
    """One image as it is stored, with its label and its file; DataError where there is none."""

    channel = "open image"
    long = True
    settings: DataSettings
    run: Path | None
    split: SplitName
    index: int


class MakeBatch(Question[TrainingBatch], frozen=True):
    """What step `step`, counted from 0, would get of the training images, as on the CPU. DataError."""

    channel = "make batch"
    long = True
    project: Project
    run: Path | None
    step: int


class CountLevels(Question[Levels], frozen=True):
    """How often each of the 256 values occurs in each channel of the training images. Tells its progress. DataError."""

    channel = "count levels"
    long = True
    settings: DataSettings
    run: Path | None


class WeighClasses(Question[str], frozen=True):
    """How much an image of each class counts where the weights of classes are balanced, in a sentence. DataError."""

    channel = "weigh classes"
    long = True
    settings: DataSettings
    run: Path | None


class CorrectImages(Question[LeaveOut | MoveImages], frozen=True):
    """The correction that leaves images of a split out, or moves them to a class, by the name that it was found with.

    It names their files, so that it holds however the images are divided later. DataError where those are not known.
    """

    channel = "correct images"
    long = True
    in_order = True
    settings: DataSettings
    run: Path | None
    split: SplitName
    indexes: tuple[int, ...]
    to: str | None = None


OfBrowsing: TypeAlias = ListImages | ReadThumbnails | OpenImage | MakeBatch | CountLevels | WeighClasses | CorrectImages
