"""Questions about runs beside each other: settings and figures, two of them image by image, and a second model."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from engine.project.data.data_settings import DataSettings
from engine.service.answers import ImageRef, Pixels, Prediction, Shown
from engine.service.comparison.comparison_answers import Apart, ComparedRuns, Pair, Tried
from engine.service.question import Question


class CompareRuns(Question[ComparedRuns], frozen=True):
    """What runs were told, ran on and reached; needs no images. Those that cannot be read are left out, and told.

    Of runs that were never tested, `tried` says what they reach.
    """

    channel = "compare runs"
    long = True
    folders: tuple[Path, ...]
    tried: tuple[Tried, ...] = ()


class ComparePair(Question[Pair], frozen=True):
    """Two runs on the same test images, each by its newest test; with `try_again` those without one are tried now.

    NotTested where a run keeps nothing of a test, and RunFolderError where the images are not the same.
    """

    channel = "compare pair"
    long = True
    first: Path
    other: Path
    try_again: bool = False


class FindApart(Question[Apart], frozen=True):
    """The test images to which two runs give other answers, by their newest tests; as ComparePair. Needs no images."""

    channel = "apart"
    long = True
    first: Path
    other: Path


class ReadComparedImages(Question[Pixels], frozen=True):
    """Test images (n, channels, height, width) of a run's data, as ReadImages has them; on a channel of their own."""

    channel = "compared thumbnails"
    long = True
    settings: DataSettings
    run: Path
    indexes: tuple[int, ...]
    side: int


class ShowBeside(Question[Shown | None], frozen=True):
    """Hold a run's newest weights beside the shown model; None where none were ever kept."""

    channel = "beside"
    long = True
    folder: Path


class LeaveBeside(Question[None], frozen=True):
    """Let go of the model beside the shown one."""

    channel = "leave beside"


class PredictBeside(Question[Prediction | None], frozen=True):
    """As Predict, by the model beside the shown one; an index is one of its own data. None while there is no such."""

    channel = "answer beside"
    image: ImageRef


OfComparison: TypeAlias = CompareRuns | ComparePair | FindApart | ReadComparedImages
OfBeside: TypeAlias = LeaveBeside | PredictBeside
