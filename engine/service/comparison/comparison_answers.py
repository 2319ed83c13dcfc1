"""What the service answers about runs beside each other: frozen values with plain arrays."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from engine.project.project import Project
from engine.runs.comparison.agreement import Agreement as Agreement  # noqa: PLC0414  # the window takes it from here
from engine.runs.comparison.comparison_words import advice as advice  # noqa: PLC0414  # and how all of it is told
from engine.runs.comparison.comparison_words import gained as gained  # noqa: PLC0414
from engine.runs.comparison.comparison_words import gained_briefly as gained_briefly  # noqa: PLC0414
from engine.runs.comparison.comparison_words import losses_in_words as losses_in_words  # noqa: PLC0414
from engine.runs.comparison.comparison_words import spread_in_words as spread_in_words  # noqa: PLC0414
from engine.runs.comparison.difference_table import SettingRow as SettingRow  # noqa: PLC0414  # and these
from engine.runs.comparison.luck import spread as spread  # noqa: PLC0414
from engine.runs.comparison.reached import Reached as Reached  # noqa: PLC0414
from engine.runs.comparison.seed_groups import SeedGroup as SeedGroup  # noqa: PLC0414
from engine.runs.leak import MARK as MARK  # noqa: PLC0414
from engine.service.answers import ImagePredictions


class ComparedRun(msgspec.Struct, frozen=True):
    """One of several runs: what it reached, and in what its project differs from that of the first, in words."""

    folder: Path
    project: Project
    reached: Reached
    difference: str = ""


class Tried(msgspec.Struct, frozen=True):
    """What the weights of a run after a step reach on so many test images, of which it keeps no test itself."""

    folder: Path
    step: int
    accuracy: float
    images: int


class ComparedRuns(msgspec.Struct, frozen=True):
    """Runs that can be read, in the order asked for, and why others cannot; `settings` have a value for each run.

    The runs of a group differ in their seeds alone.
    """

    runs: tuple[ComparedRun, ...]
    settings: tuple[SettingRow, ...]
    groups: tuple[SeedGroup, ...] = ()
    refused: tuple[str, ...] = ()


class Apart(msgspec.Struct, frozen=True, eq=False):
    """Test images (n,) to which two runs give other answers, rising, of so many; `steps` are those of their tests."""

    indexes: NDArray[np.int64]
    images: int
    steps: tuple[int, int]


class Pair(msgspec.Struct, frozen=True, eq=False):
    """Two runs on the same test images: how they agree, with what chance has to do with it in words, what each found
    for every image, and the `order` (classes,) in which those are neighbours that both together confuse.

    Where the images are not here, `missing` says why, and `first` and `other` are None: figures alone are known.
    """

    agreement: Agreement
    verdict: str
    classes: tuple[str, ...]
    first: ImagePredictions | None = None
    other: ImagePredictions | None = None
    missing: str = ""
    order: NDArray[np.int64] | None = None
