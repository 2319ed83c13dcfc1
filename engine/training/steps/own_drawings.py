"""Own drawings of a run: read from its folder, into which they are put before its first step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

import torch

from engine.data.dataset import Dataset, Split, whole
from engine.drawings.for_network import seen_by, set_of
from engine.drawings.own_set import KeptFile
from engine.errors import DataError, RunFolderError
from engine.figures import counted
from engine.project.project import Project
from engine.project.training.learning import is_lesson
from engine.project.training.mixing_words import mixed
from engine.project.training.training_settings import TrainingSettings
from engine.runs.family.learned_images import among
from engine.runs.folder import RunFolder, in_words
from engine.runs.kept_drawings import read_drawings, save_drawings

GoOn: TypeAlias = Callable[[], None]

NONE = "There are no own drawings of these classes to train with; those of the test images do not count."
KEEP_SOME = "Keep one on Try it, or take the own drawings out of the training settings."


def with_drawings(dataset: Dataset, project: Project, folder: RunFolder | None, go_on: GoOn = lambda: None) -> Dataset:
    """The data with the own drawings that a run trains with, or without a run those that one would now, if it is to.

    `go_on` may end it by an error at any moment. Raises DataError where there are none, and RunFolderError where
    those of the run cannot be read or fit no more.
    """
    if project.training.drawings is None:
        return dataset
    drawings = _own(project, dataset, go_on) if folder is None else _of_run(folder, dataset)
    return replace(dataset, drawings=drawings)


def put_drawings(project: Project, folder: RunFolder, dataset: Dataset, go_on: GoOn = lambda: None) -> None:
    """Keeps the own drawings as they are now for a run of the project that begins, unless it has some already.

    `go_on` may end it by an error at any moment. Raises DataError where there are none, and RunFolderError where
    nothing can be written.
    """
    if project.training.drawings is None or folder.drawings_file.exists():
        return
    drawings = _own(project, dataset, go_on)
    with in_words(folder.path):
        save_drawings(drawings.images.numpy(), drawings.labels.numpy(), folder.drawings_file)


def told(dataset: Dataset, training: TrainingSettings) -> str:
    """How many own drawings are trained with, and how much of a batch they are; empty where none are."""
    if dataset.drawings is None:
        return ""
    drawings = counted(len(dataset.drawings), "own drawing")
    return f"It also trains with {drawings}, which it keeps: {mixed(training)}."


def _own(project: Project, dataset: Dataset, go_on: GoOn) -> Split:
    """Also without images of the test that were kept before these had a mark: they are told by their pixels."""
    files = trained_with(project)
    seen = seen_by(project, files, go_on)
    pixels = [image.numpy().tobytes() for image in seen.images]
    splits = filter(None, (dataset.test, dataset.validation))
    tried = {one for split in splits for one in among(set(pixels), split, go_on)}
    lesson = files[0] if files and is_lesson(project.training) else None
    stay = [at for at, one in enumerate(pixels) if one not in tried or seen.files[at] == lesson]
    if not stay:
        raise DataError(NONE, KEEP_SOME)
    return whole(seen.images[stay], seen.labels[stay])


def trained_with(project: Project) -> list[KeptFile]:
    """The own drawings, without those that networks are tried on; a lesson is about the newest, whatever it is."""
    lesson = is_lesson(project.training)
    return [kept for at, kept in enumerate(set_of(project).files()) if not kept.tested or (lesson and at == 0)]


def _of_run(folder: RunFolder, dataset: Dataset) -> Split:
    images, labels = read_drawings(folder.drawings_file)
    fit = len(labels) and 0 <= labels.min() <= labels.max() < len(dataset.classes)
    if images.shape[1:] != dataset.train.shape or not fit:
        what = f"The own drawings of “{folder.path}” are not of these classes or of this size."
        raise RunFolderError(what, "Bring the run’s own file back, or train its project afresh.")
    return whole(torch.from_numpy(images), torch.from_numpy(labels))
