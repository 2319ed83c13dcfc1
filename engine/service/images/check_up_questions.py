"""Check-up questions: what a person should know of the images that a network is to learn from."""

from __future__ import annotations

from pathlib import Path

from engine.project.data.data_settings import DataSettings
from engine.service.answers import CheckedUp
from engine.service.question import Question


class CheckUp(Question[CheckedUp], frozen=True):
    """What is noticed about all images of these settings' data set, as its corrections leave it. DataError.

    `run` is the folder of the run that the settings came from; `judge` that of the run whose newest test says which
    labels its model disagrees with, which counts where it was trained on the same images.
    """

    channel = "check-up"
    long = True
    settings: DataSettings
    run: Path | None = None
    judge: Path | None = None
