"""Comparing: runs beside each other, as the window asks for it. Long: it runs on threads of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, assert_never

import numpy as np

from engine.errors import DataError, LayerscopeError, RunFolderError
from engine.metrics.confusion import combined
from engine.metrics.side_by_side import side_by_side
from engine.project.data.data_settings import DataSettings
from engine.runs.collection.run_list import run_summary
from engine.runs.comparison.agreement import agreement, agreement_of
from engine.runs.comparison.comparison_words import judged, luck_in_words
from engine.runs.comparison.difference import run_difference
from engine.runs.comparison.difference_table import difference_table
from engine.runs.comparison.made import Made
from engine.runs.comparison.reached import Reached, reached
from engine.runs.comparison.seed_groups import SeedGroup, member, seed_groups
from engine.runs.comparison.tested_images import OTHERS, newest_test, refuse_other_images
from engine.runs.kept.predictions import Predicted
from engine.runs.reader import RunReader
from engine.service.answers import ImagePredictions
from engine.service.comparison import comparison_questions as q
from engine.service.comparison.comparison_answers import Apart, ComparedRun, ComparedRuns, Pair, Tried
from engine.service.long_tasks import Task
from engine.typed.document import changed

if TYPE_CHECKING:
    from engine.service.images.evaluated_images import EvaluatedImages

Tests: TypeAlias = list[tuple[int, Predicted]]
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
    runs = [member(reader, figures.accuracy) for reader, figures in read]
    settings = difference_table([run.made for run in runs], [reader.environment() for reader, _ in read])
    compared = tuple(
        ComparedRun(reader.folder.path, run.made.project, figures, run_difference(runs[0].made, run.made).sentence)
        for (reader, figures), run in zip(read, runs, strict=True)
    )
    groups = seed_groups(runs)
    recipes = tuple(_recipe_difference(runs[0].made, runs[group.places[0]].made) for group in groups)
    return ComparedRuns(compared, settings, groups, recipes, tuple(map(_verdict, groups)), tuple(refused))


def _as_tried(found: Reached, tried: Tried | None) -> Reached:
    if tried is None or found.accuracy is not None:
        return found
    return replace(found, tested_at=tried.step, accuracy=tried.accuracy, images=tried.images)


def _recipe_difference(first: Made, other: Made) -> str:
    """The seeds of groups are many, and none of them is the group's."""
    training = changed(other.project.training, seed=first.project.training.seed)
    return run_difference(first, replace(other, project=changed(other.project, training=training))).sentence


def _verdict(group: SeedGroup) -> str:
    return group.remark if group.luck is None else luck_in_words(group.luck)


# --- two of them, image by image ---


def _apart(first: RunReader, other: RunReader) -> Apart:
    (step, ours), (their_step, theirs) = _tests(first, other)
    return Apart(np.flatnonzero(ours["predicted"] != theirs["predicted"]), len(ours), (step, their_step))


def _tests(first: RunReader, other: RunReader, names: tuple[str, str] = ("", "")) -> Tests:
    """What the newest test of each found, on the same images. Raises NotTested and RunFolderError."""
    refuse_other_images(first, other)
    tests = [newest_test(first, names[0]), newest_test(other, names[1])]
    if len(tests[0][1]) != len(tests[1][1]):
        raise RunFolderError(OTHERS)
    return tests


def _pair(question: q.ComparePair, images: ImagesOf, task: Task) -> Pair:
    readers = RunReader(question.first), RunReader(question.other)
    refuse_other_images(*readers)
    tests = None if question.try_again else _tests(*readers, ("A", "B"))
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
    return Pair(found, judged(found), classes, first, other, order=order)


def _found(reader: RunReader, images: ImagesOf, task: Task) -> ImagePredictions:
    """What the newest test found for each image, or where none is kept, what the newest weights make of them now."""
    steps = reader.evaluated_steps("test") or reader.kept_steps() or [0]
    settings = reader.folder.latest_project().data
    return images(settings, reader.folder.path).predictions(reader.folder.path, "test", steps[-1], task)
