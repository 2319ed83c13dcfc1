"""Precision of a training: an edit of the recipe, which alone decides it."""

from __future__ import annotations

from engine.project.project import Project
from engine.typed.document import changed


def with_precision(project: Project, precision: str) -> Project:
    """The project whose layers compute in another precision while they train."""
    return changed(project, training=changed(project.training, precision=precision))
