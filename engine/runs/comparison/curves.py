"""Curves: the figures of a run on disk, thinned to what a chart of several runs can show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.events import OF_ITSELF, EpochDone, Evaluated, stopped_at_last
from engine.project.data.splits import EvaluatedSplit
from engine.project.project import Project
from engine.runs.comparison.made import Made, made
from engine.runs.family.parent import NOTHING_BEHIND, Behind
from engine.runs.logs import Records, damaged_steps, logged_steps, read_steps
from engine.runs.reader import RunReader

MOST_POINTS = 16_384  # of a run: twenty take some 10 MB, and a zoom to a tenth still has a point a pixel
PORTION = 8_192  # points that are made at a time, so that long runs need no more memory than short ones


class Evaluation(NamedTuple):
    """One evaluation, without its matrix; a loss that is no number is None."""

    split: EvaluatedSplit
    step: int
    loss: float | None
    accuracy: float


@dataclass(frozen=True, eq=False)
class StepPoints:
    """The figures of steps, `stride` of them to a point; arrays (points,).

    Loss is the mean of the steps whose loss is a finite number, NaN where none is; accuracy is over all their images,
    the rate that of the last step. `seconds` are those that the steps of the point took.
    """

    stride: int
    steps: NDArray[np.int64]  # the last of each point, counted from 1
    loss: NDArray[np.float32]
    accuracy: NDArray[np.float32]
    rate: NDArray[np.float32]
    seconds: NDArray[np.float32]
    unread: int = 0  # steps of which the log tells no figures, as it is damaged there


@dataclass(frozen=True, eq=False)
class StoredCurves:
    """What was on disk of a run at one moment."""

    folder: Path
    made: Made
    points: StepPoints
    evaluations: tuple[Evaluation, ...]
    epochs: tuple[tuple[int, int], ...]  # last step and number of each that ended
    began: str = ""  # as names of runs have it
    complete: bool = False  # it came to an end that its recipe gives it

    @property
    def project(self) -> Project:
        """As it was told last."""
        return self.made.project

    @property
    def behind(self) -> Behind:
        """Of a fork, before its first step."""
        return self.made.parent.behind if self.made.parent else NOTHING_BEHIND


def stored_curves(folder: Path) -> StoredCurves:
    """Of a run folder, whoever writes it; raises RunFolderError or ProjectError, in words."""
    reader = RunReader(folder)
    events = reader.events()
    tried = (event for event in events if isinstance(event, Evaluated))
    evaluations = (Evaluation(one.split, one.step, one.beside_training, one.accuracy) for one in tried)
    epochs = ((e.step, e.epoch) for e in events if isinstance(e, EpochDone))
    points, complete = step_points(reader.folder.steps_file), stopped_at_last(events) in OF_ITSELF
    return StoredCurves(folder, made(reader), points, tuple(evaluations), tuple(epochs), reader.began, complete)


def step_points(path: Path, most: int = MOST_POINTS) -> StepPoints:
    """Of a log of steps, at most `most` points; raises RunFolderError, in words."""
    stride = _stride(logged_steps(path), most)
    parts, unread = [], 0
    for records in _portions(path, stride):
        parts.append(_points(records, stride))
        unread += damaged_steps(records)
    steps, loss, accuracy, rate, seconds = (np.concatenate(column) for column in zip(*parts, strict=True))
    return StepPoints(stride, steps, loss, accuracy, rate, seconds, unread)


def _stride(steps: int, most: int) -> int:
    """The least power of two, so that a run that grows has its points where they were, or every other of them."""
    return 1 << max(0, -(-steps // most) - 1).bit_length()


def _portions(path: Path, stride: int) -> Iterator[Records]:
    """At least one, which may be empty."""
    begin, size = 0, stride * PORTION
    while True:
        records = read_steps(path, begin, begin + size)
        yield records
        if len(records) < size:
            return
        begin += size


def _points(records: Records, stride: int) -> tuple[NDArray[Any], ...]:
    """Steps, losses, accuracies, rates and seconds of some records."""
    firsts = np.arange(0, len(records), stride)
    if not len(firsts):
        return np.empty(0, np.int64), *(np.empty(0, np.float32) for _ in range(4))
    lasts = np.append(firsts[1:], len(records)) - 1
    images = np.add.reduceat(records["images"], firsts, dtype=np.int64)
    right = np.add.reduceat(records["correct"], firsts, dtype=np.int64)
    return (
        records["step"][lasts].astype(np.int64),
        _finite_means(records["loss"], firsts),
        (right / np.where(images > 0, images, np.nan)).astype(np.float32),
        records["rate"][lasts].astype(np.float32),
        np.add.reduceat(records["seconds"], firsts, dtype=np.float64).astype(np.float32),
    )


def _finite_means(values: NDArray[np.float32], firsts: NDArray[np.int64]) -> NDArray[np.float32]:
    finite = np.isfinite(values)
    sums = np.add.reduceat(np.where(finite, values, 0), firsts, dtype=np.float64)
    counts = np.add.reduceat(finite, firsts, dtype=np.int64)
    with np.errstate(invalid="ignore", over="ignore"):
        return (sums / np.where(counts, counts, np.nan)).astype(np.float32)
