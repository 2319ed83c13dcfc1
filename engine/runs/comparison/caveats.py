"""Caveats: why figures of one run cannot be held against those of another."""

from __future__ import annotations

from engine.figures import setting
from engine.project.project import Project
from engine.project.training.training_settings import TrainingSettings

LOSSES = {"cross-entropy": "cross-entropy", "squared-error": "squared error"}


def other_images(first: Project, other: Project) -> str:
    """That another project's figures are of other images; empty where they are not."""
    before, after = first.data.source, other.data.source
    if before == after:
        return ""
    return f"other data: {after.name}" if before.name != after.name else "other images"


def other_loss(first: Project, other: Project) -> str:
    """That its training makes another figure small, so that training losses say nothing of each other."""
    before, after = _loss(first.training), _loss(other.training)
    return "" if before == after else f"other loss: {after}"


def other_evaluated_loss(first: Project, other: Project) -> str:
    """That losses of its evaluations are another figure; weights of classes and smoothing are of the training alone."""
    before, after = first.training.loss, other.training.loss
    return "" if before == after else f"other loss: {LOSSES[after]}"


def _loss(training: TrainingSettings) -> str:
    weights = "balanced classes" if training.class_weights == "balanced" else ""
    smoothing = f"smoothing {setting(training.label_smoothing)}" if training.label_smoothing else ""
    return ", ".join(filter(None, (LOSSES[training.loss], weights, smoothing)))
