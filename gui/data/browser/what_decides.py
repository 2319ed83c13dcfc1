"""What decides which images there are, and what a step gets of them: as long as it is the same, what is shown stays."""

from __future__ import annotations

from engine.project.data.own_images import OwnImages
from engine.project.data.renaming import unnamed
from engine.project.project import Project
from engine.typed.document import changed


def of_images(project: Project) -> tuple[object, ...]:
    """Which images there are, and in which order."""
    facts = project.facts
    return project.data.source, project.data.spoiling, *_counted(project), facts.classes, *_divided(project)


def but_for_corrections(project: Project) -> tuple[object, ...]:
    """The same, whatever was put right about a person's own images and however their classes are called."""
    source = unnamed(project.data.source)
    found = changed(source, corrections=()) if isinstance(source, OwnImages) else source
    return found, *_divided(project)


def of_batch(project: Project) -> tuple[object, ...]:
    """Beside that, which of them a step gets and how they are changed."""
    data, training = project.data, project.training
    return data.augmentation, data.shuffle, training.batch, training.seed


def _divided(project: Project) -> tuple[object, ...]:
    return project.data.validation, project.data.share, project.data.split_seed


def _counted(project: Project) -> tuple[object, ...]:
    """How many lie here: others, when the files have changed."""
    facts = project.facts
    return facts.shape, facts.train_images, facts.test_images
