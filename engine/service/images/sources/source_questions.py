"""Source questions: what a data set is, whether it is here, and fetching it."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from engine.project.data.facts import Facts
from engine.project.data.sources import AnySource
from engine.service.answers import Held, Pixels
from engine.service.question import Question


class CountImages(Question[Facts], frozen=True):
    """The facts of a data set as its files say, without reading its images. DataError where they are missing.

    `run` is the folder of the run that it was trained on by.
    """

    channel = "facts"
    long = True
    source: AnySource
    run: Path | None = None


class FindSamples(Question[tuple[Pixels, ...] | None], frozen=True):
    """At most `count` training images, of different classes, read at once; None where the data set is not here.

    Needs no torch, so it may be asked before the warm-up.
    """

    channel = "samples"
    long = True
    in_order = True
    source: AnySource
    count: int


class LookIntoFolder(Question[Held], frozen=True):
    """What a folder holds of data sets, and from where the wanted one is read; DataError where nobody may look."""

    channel = "folder"
    long = True
    folder: Path
    wanted: AnySource


class Download(Question[None], frozen=True):
    """Fetch the files of a published data set into the folder where data sets are looked for; what has come is kept.

    Tells Progress in bytes, in words of its own. DownloadFailed, or DataError for a folder that cannot be written to.
    """

    channel = "download"
    long = True
    source: AnySource


OfSources: TypeAlias = CountImages | FindSamples | LookIntoFolder | Download
