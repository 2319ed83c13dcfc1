"""Evaluating: what a run's network reaches on images it was not trained on."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.data.batches.normalise import Normaliser, fitted
from engine.data.dataset import Dataset, Split
from engine.data.importing.bringing_in import brought_in
from engine.data.memory_budget import MemoryBudget, budget_of
from engine.data.store import load
from engine.errors import InputError
from engine.library.alone import threads_beside
from engine.library.arguments.words import choice
from engine.library.finding import RunLike, data_folder, open_run, path_given, path_needed
from engine.library.looking.trained import Trained, normaliser, trained
from engine.library.own_data import labelled_for, tried, wish_for
from engine.library.run import Run
from engine.machine.devices import resolve
from engine.machine.threads import thread_settings
from engine.metrics.class_scores import Averages, ClassScores
from engine.metrics.metrics import Metrics
from engine.project.data.own_images import AnyOwnImages, FoundTest, OwnImages
from engine.project.data.splits import SplitName
from engine.project.project import Project
from engine.runs.family.learned_images import found_or_logged
from engine.runs.leak import leak_in_words
from engine.runs.plain import plain
from engine.runs.reader import RunReader

SPLITS: tuple[SplitName, ...] = ("test", "validation", "train")


@dataclass(frozen=True)
class ClassScore:
    """What was reached on the images of one class, in fractions; None where there is nothing to count.

    `accuracy` is the share of its images that was recognised, which is also called recall; `precision` the share of the
    answers of this class that was right, and `f1` the harmonic mean of both.
    """

    name: str
    images: int
    accuracy: float | None
    precision: float | None
    f1: float | None


@dataclass(frozen=True, eq=False)
class Evaluation:
    """What a network reached on a split after `step` steps; the accuracy is a fraction of the images.

    `loss` is the mean cross-entropy over the images, None where it is no number. `confusion[i, j]`, int64
    (classes, classes), counts images of class i taken for class j. `metrics` has all other figures: the interval of the
    accuracy, averages over the classes, top-k, calibration and coverage. `remarks` are sentences about the files of its
    data.
    """

    run: Path
    step: int
    split: SplitName
    images: int
    loss: float | None
    accuracy: float
    classes: tuple[ClassScore, ...] = field(repr=False)
    metrics: Metrics = field(repr=False)
    remarks: tuple[str, ...] = field(repr=False, default=())

    @cached_property
    def confusion(self) -> NDArray[np.int64]:
        """The whole matrix."""
        return self.metrics.confusion.dense()

    @property
    def macro(self) -> Averages:
        """Precision, recall and F1 as means over the classes, each of which counts alike."""
        return self.metrics.scores.macro

    @property
    def weighted(self) -> Averages:
        """As means over the classes, each of which counts with its images."""
        return self.metrics.scores.weighted


def evaluate(
    run: RunLike,
    *,
    split: SplitName = "test",
    step: int | None = None,
    data: str | os.PathLike[str] | None = None,
    data_dir: str | os.PathLike[str] | None = None,
    image_memory: str | int | None = None,
) -> Evaluation:
    """Loss, accuracy, figures per class and confusion of a run's network on a split of its data, on the CPU.

    `split` is "test", "validation" or "train" (as they are, without augmentation), `step` one of the run's `kept_steps`
    (default: the best where the recipe keeps it, else the newest), `data_dir` where data sets lie (default: where those
    of the run lay). `data` are other labelled images in place of them: a folder with a folder for each class, a table
    or a NumPy archive, with the run's names of classes; of one with a test part that alone is taken. `image_memory` is
    as for `train`. Raises InputError, in words, for a run without weights, and DataError where its images are missing
    or of other classes.
    """
    split, budget = choice(split, SPLITS, "split"), budget_of(image_memory)
    found = trained(open_run(run).folder, step)
    found.warn()
    if data is None:
        return evaluated(found, split, path_given(data_dir), budget)
    if split != "test" or data_dir is not None:
        raise InputError("`data` excludes `split` and `data_dir`.", "It names the images themselves.")
    brought = brought_in(path_needed(data), wish_for(found.project), least_classes=1)
    return evaluated_on(found, brought.source, brought.remarks, budget)


def evaluated(
    found: Trained, split: SplitName, data_dir: Path | None, budget: MemoryBudget | None = None
) -> Evaluation:
    """What a trained network reaches; raises DataError."""
    settings = found.project.data
    data = load(settings, data_folder(Run(found.run), settings.source, data_dir), budget=budget)
    images = _images(data, split)
    learned = 0 if split == "train" else found_or_logged(RunReader(found.run.path), split, images)
    remarks = tuple(filter(None, (*data.remarks, leak_in_words(learned, drawings=True))))
    return _reached(found, [images], fitted(settings.normalisation, data.train), split, remarks)


def evaluated_on(
    found: Trained, source: AnyOwnImages, remarks: tuple[str, ...] = (), budget: MemoryBudget | None = None
) -> Evaluation:
    """What a trained network reaches on images that a person brought in; raises DataError for other classes."""
    project = found.project
    images = labelled_for(source, project, found.run.path, budget)
    prepare = normaliser(project, data_folder(Run(found.run), project.data.source, None), budget)
    return _reached(found, images, prepare, "test", (*remarks, *_learned_from(project, source)))


def _learned_from(project: Project, source: AnyOwnImages) -> tuple[str, ...]:
    """That a figure is no test, where the network was trained on some of these very images."""
    own = project.data.source
    same = isinstance(own, OwnImages) and Path(own.path).resolve() == Path(source.path).resolve()
    if not same or isinstance(source.test, FoundTest):
        return ()
    return ("The run learned from most of these very images. Only its test images, without data named, are a test.",)


def _reached(
    found: Trained, images: Sequence[Split], prepare: Normaliser, split: SplitName, remarks: tuple[str, ...]
) -> Evaluation:
    with thread_settings(resolve("cpu"), threads_beside()):
        loss, metrics = tried(found.net, images, prepare)
    count = metrics.confusion.images
    return Evaluation(
        found.run.path,
        found.step,
        split,
        count,
        plain(loss),
        float(metrics.confusion.right.sum()) / max(1, count),
        _scores(found.project.facts.classes, metrics.scores),
        metrics,
        remarks,
    )


def _images(data: Dataset, split: SplitName) -> Split:
    found = {"train": data.train, "validation": data.validation, "test": data.test}.get(split)
    if found is None:
        hint = "Keep some back before training, or choose “test”." if split == "validation" else "Choose “test”."
        raise InputError(f"There are no images for “{split}”.", hint)
    return found


def _scores(classes: Sequence[str], scores: ClassScores) -> tuple[ClassScore, ...]:
    recall, precision, f1 = (map(plain, one.tolist()) for one in (scores.recall, scores.precision, scores.f1))
    return tuple(map(ClassScore, classes, scores.images.tolist(), recall, precision, f1))
