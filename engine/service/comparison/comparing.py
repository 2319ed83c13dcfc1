"""Comparing: runs beside each other, as the window asks for it. Long: it runs on threads of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, assert_never

import numpy as np

from engine.errors import DataError, LayerscopeError
from engine.metrics.confusion import combined
from engine.metrics.side_by_side import side_by_side
from engine.project.data.data_settings import DataSettings
from engine.runs.collection.run_list import run_summary
from engine.runs.comparison.agreement import agreement, agreement_of
from engine.runs.comparison.compared import compared, same_tests
from engine.runs.comparison.comparison_words import judged
from engine.runs.comparison.reached import Reached, reached
from engine.runs.comparison.tested_images import refuse_other_images
from engine.runs.leak import leak_in_words
from engine.runs.reader import RunReader
from engine.service.answers import ImagePredictions
from engine.service.comparison import comparison_questions as q
from engine.service.comparison.comparison_answers import Apart, ComparedRun, ComparedRuns, Pair, Tried
from engine.service.long_tasks import Task

if TYPE_CHECKING:
    from engine.service.images.evaluated_images import EvaluatedImages

ImagesOf: TypeAlias = "Callable[[DataSettings, Path], EvaluatedImages]"


def answered(question: q.OfComparison, images: ImagesOf, task: Task) -> Any:
    """The answer; `images` gives those of a run's data. Raises Stopped soon after nobody waits for it any more."""
    match question:
        case q.CompareRuns(folders=folders, tried=tried):
            return compared_runs(folders, task, tried)
        case q.ComparePair():
            return _pair(question, images, task)
        case q.FindApart(first=first, other=other):
            return _apart(RunReader(first), RunReader(other))
        case q.ReadComparedImages(settings=settings, run=run, indexes=indexes, side=side):
            return images(settings, run).pixels("test", indexes, side, task)
        case _:
            assert_never(question)


# --- any number of them ---


def compared_runs(folders: tuple[Path, ...], task: Task, tried: tuple[Tried, ...] = ()) -> ComparedRuns:
    """As CompareRuns promises."""
    read: list[tuple[RunReader, Reached]] = []
    refused = []
    for folder in folders:
        task.go_on()
        try:
            reader = RunReader(folder)
            reader.folder.latest_project()
            found = next((one for one in tried if one.folder == folder), None)
            read.append((reader, _as_tried(reached(reader, run_summary(folder)), found)))
        except LayerscopeError as why:
            refused.append(f"{folder.name}: {why.what}")
    together = compared(read)
    runs = tuple(
        ComparedRun(reader.folder.path, made.project, figures, difference.sentence)
        for (reader, figures), made, difference in zip(read, together.made, together.differences, strict=True)
    )
    return ComparedRuns(runs, together.settings, together.groups, tuple(refused))


def _as_tried(found: Reached, tried: Tried | None) -> Reached:
    if tried is None or found.accuracy is not None:
        return found
    return replace(found, tested_at=tried.step, accuracy=tried.accuracy, images=tried.images)


# --- two of them, image by image ---


def _apart(first: RunReader, other: RunReader) -> Apart:
    (step, ours), (their_step, theirs) = same_tests(first, other)
    return Apart(np.flatnonzero(ours["predicted"] != theirs["predicted"]), len(ours), (step, their_step))


def _pair(question: q.ComparePair, images: ImagesOf, task: Task) -> Pair:
    readers = RunReader(question.first), RunReader(question.other)
    refuse_other_images(*readers)
    tests = None if question.try_again else same_tests(*readers, ("A", "B"))
    classes = readers[0].folder.latest_project().facts.classes
    try:
        first, other = (_found(reader, images, task) for reader in readers)
    except DataError as why:
        if tests is None:
            raise
        found = agreement(tests[0][1], tests[1][1])
        return Pair(found, judged(found), classes, missing=f"{why.what} {why.hint}".strip())
    found = agreement_of(first.ranks == 1, other.ranks == 1)
    order = side_by_side(combined(first.metrics.confusion, other.metrics.confusion))
    leaks = (leak_in_words(one.learned, drawings=False, who=who) for one, who in ((first, "A"), (other, "B")))
    return Pair(found, " ".join(filter(None, (judged(found), *leaks))), classes, first, other, order=order)


def _found(reader: RunReader, images: ImagesOf, task: Task) -> ImagePredictions:
    """What the newest test found for each image, or where none is kept, what the newest weights make of them now."""
    steps = reader.evaluated_steps("test") or reader.kept_steps() or [0]
    settings = reader.folder.latest_project().data
    return images(settings, reader.folder.path).predictions(reader.folder.path, "test", steps[-1], task)
