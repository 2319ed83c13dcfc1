"""Own data: a run's network tried on images that a person brings, whatever it was trained on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from engine.data.batches.normalise import Normaliser
from engine.data.dataset import Split
from engine.data.importing.brought import Wish
from engine.data.importing.opening import opened
from engine.data.memory_budget import MemoryBudget
from engine.errors import DataError, Place
from engine.metrics.metrics import Metrics, metrics
from engine.model.net import Net
from engine.project.data.own_images import AnyOwnImages, FoundTest, OwnImages
from engine.project.project import Project
from engine.text import listed
from engine.training.steps import evaluation


def wish_for(project: Project) -> Wish:
    """How images are to be read for a network that was trained in this project: in its shape."""
    source = project.data.source
    channels, height, width = project.facts.shape
    fit = source.reading.fit if isinstance(source, OwnImages) else "crop"
    return Wish((height, width), channels == 3, fit)


def labelled_for(source: AnyOwnImages, project: Project, run: Path, budget: MemoryBudget | None = None) -> list[Split]:
    """The test images of a source where some came as such, else all, with the labels of a run.

    Classes are the same where their names are, whatever the case: what they are called, or were found as. Raises
    DataError, in words, for others.
    """
    numbers = _numbers(source, project, run)
    parts = opened(source, budget=budget)
    chosen = [parts.test] if isinstance(source.test, FoundTest) else [parts.train, parts.test]
    return [Split(part.pool, numbers[part.labels], part.indices) for part in chosen if len(part)]


def _numbers(source: AnyOwnImages, project: Project, run: Path) -> torch.Tensor:
    """For each label of the source that of the run."""
    exactly = _by_name(project)
    nearly = {name.casefold(): number for name, number in exactly.items()}
    found = [exactly.get(name, nearly.get(name.casefold())) for name in source.classes]
    strange = [f"“{name}”" for name, number in zip(source.classes, found, strict=True) if number is None]
    if strange:
        what = f"The run {run.name} has no class {listed(strange)}."
        known = listed([f"“{name}”" for name in project.facts.classes], 10)
        raise DataError(what, f"It knows {known}.", Place(source.path))
    return torch.tensor(found)


def _by_name(project: Project) -> dict[str, int]:
    """The labels of a project, by what its classes were found as, and above all by what they are called."""
    source, called = project.data.source, project.facts.classes
    found = source.labelled if isinstance(source, OwnImages) else ()
    return {name: number for names in (found, called) for number, name in enumerate(names)}


def tried(net: Net, splits: Sequence[Split], normaliser: Normaliser) -> tuple[float, Metrics]:
    """Mean loss and figures over all the images of some splits."""
    reached = [evaluation.evaluate(net, split, normaliser) for split in splits]
    found = [one for one in reached if one is not None]
    weights = [len(split) for split in splits]
    loss = float(np.average([one.loss for one in found], weights=weights))
    labels = np.concatenate([split.labels.numpy() for split in splits])
    predicted = np.concatenate([one.predicted for one in found])
    return loss, metrics(labels, predicted["predicted"], predicted["rank"], predicted["probability"], net.classes)
