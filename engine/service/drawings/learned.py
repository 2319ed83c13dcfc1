"""Learned: what a run gained and forgot on the test images that went on from another with own drawings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np

from engine.errors import RunFolderError
from engine.project.data.data_settings import DataSettings
from engine.runs.comparison.agreement import agreement_of
from engine.runs.folder import RunFolder
from engine.service.answers import ImagePredictions
from engine.service.drawings.drawing_answers import Learned
from engine.service.drawings.drawing_questions import CompareLearned
from engine.service.images.evaluated_images import EvaluatedImages
from engine.service.long_tasks import Task


def compared(question: CompareLearned, images: Callable[[DataSettings, Path], EvaluatedImages], task: Task) -> Learned:
    """As the question promises."""
    before = _found(question.parent, question.parent_step, images, task)
    after = _found(question.run, question.step, images, task)
    if len(before.labels) != len(after.labels):
        raise RunFolderError("Both were not tested on the same images.", "Test them on the same data folder.")
    counts = np.ones(len(after.labels), bool)
    if question.left_out is not None and question.left_out < len(counts):
        counts[question.left_out] = False
    was, now = before.ranks == 1, after.ranks == 1
    gained, forgotten = np.flatnonzero(~was & now & counts), np.flatnonzero(was & ~now & counts)
    pairs = Counter(zip(after.labels[forgotten].tolist(), after.predicted[forgotten].tolist(), strict=True))
    mostly, times = pairs.most_common(1)[0] if pairs else (None, 0)
    return Learned(agreement_of(was[counts], now[counts]), gained, forgotten, mostly, times)


def _found(
    run: Path, step: int, images: Callable[[DataSettings, Path], EvaluatedImages], task: Task
) -> ImagePredictions:
    settings = RunFolder.open(run).latest_project().data
    found = images(settings, run).predictions(run, "test", step, task)
    if found.step != step:
        raise RunFolderError(f"“{run.name}” keeps no weights of step {step:,} to compare with.", "")
    return found
