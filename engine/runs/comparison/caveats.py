"""Caveats: why figures of one run cannot be held against those of another."""

from __future__ import annotations

from engine.figures import setting
from engine.project.project import Project
from engine.project.same_images import same_images
from engine.project.training.training_settings import LossKind, TrainingSettings
from engine.runs.comparison.made import Made
from engine.typed.fields import called


def other_images(first: Project, other: Project) -> str:
    """That another project is tested on other images; empty where it is not."""
    if same_images(first, other, "test"):
        return ""
    before, after = first.data.source, other.data.source
    return f"other data: {after.name}" if before.name != after.name else "other images"


def other_validation(first: Project, other: Project) -> str:
    """That other images are kept back for its validation; empty where they are not."""
    return other_images(first, other) or ("" if same_images(first, other, "validation") else "other validation images")


def other_loss(first: Project, other: Project) -> str:
    """That its training makes another figure small, so that training losses say nothing of each other."""
    before, after = _loss(first.training), _loss(other.training)
    return "" if before == after else f"other loss: {after}"


def other_evaluated_loss(first: Made, other: Made) -> str:
    """That losses of its evaluations are another figure; weights of classes and smoothing are of the training alone."""
    alike = first.evaluated_loss == other.evaluated_loss
    return "" if alike else f"other loss: {_named(other.evaluated_loss)}"


def _loss(training: TrainingSettings) -> str:
    weights = "balanced classes" if training.class_weights == "balanced" else ""
    smoothing = f"smoothing {setting(training.label_smoothing)}" if training.label_smoothing else ""
    return ", ".join(filter(None, (_named(training.loss), weights, smoothing)))


def _named(loss: LossKind) -> str:
    return str(called(TrainingSettings, "loss", loss)).lower()
