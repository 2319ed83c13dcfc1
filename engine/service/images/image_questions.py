"""Image questions: what is asked of the images of a data set, and of what a run makes of them."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from engine.events import Evaluated
from engine.project.data.data_settings import Constants, DataSettings
from engine.project.data.splits import EvaluatedSplit
from engine.service.answers import DataOverview, ImagePredictions, Pixels
from engine.service.question import Question


class FindPredictions(Question[ImagePredictions], frozen=True):
    """What an evaluation of a run found for each image of a split.

    Of a run that does not keep it: what the weights of that step, or the newest that are kept, make of the images.
    DataError where those are missing, RunFolderError where nothing is kept.
    """

    channel = "predictions"
    long = True
    settings: DataSettings
    run: Path
    split: EvaluatedSplit
    step: int


class TryRun(Question[Evaluated], frozen=True):
    """What the newest kept weights of a run that has ended reach on a split; the run itself is not written to.

    DataError where the images are missing, RunFolderError where no weights are kept.
    """

    channel = "try run"
    long = True
    settings: DataSettings
    run: Path
    split: EvaluatedSplit


class ReadImages(Question[Pixels], frozen=True):
    """Images of a split (n, channels, height, width), large ones reduced to no less than `side` pixels. DataError.

    `run` is the folder of the run that was trained on them.
    """

    channel = "thumbnails"
    long = True
    settings: DataSettings
    run: Path | None
    split: EvaluatedSplit
    indexes: tuple[int, ...]
    side: int


class LookAtData(Question[DataOverview], frozen=True):
    """The data of these settings in figures and samples; `run` is the folder of the run that they came from."""

    channel = "data"
    long = True
    settings: DataSettings
    run: Path | None = None


class MeasureImages(Question[Constants], frozen=True):
    """Mean and spread of each channel over the training images of these settings, as constants; DataError.

    `run` is the folder of the run that they came from.
    """

    channel = "measuring images"
    long = True
    settings: DataSettings
    run: Path | None = None


OfImages: TypeAlias = TryRun | FindPredictions | ReadImages | LookAtData | MeasureImages
