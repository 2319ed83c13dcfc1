"""Saved weights: those that a run keeps, and what is to be said of them where they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from engine.service.answers import Shown

if TYPE_CHECKING:
    from torch import Tensor


def saved(folder: Path, step: int | None = None) -> tuple[Mapping[str, Tensor], Shown] | None:
    """The newest, or those of a step; None where none are kept. Raises RunFolderError in words."""
    from engine.model.weights import tensors_of
    from engine.runs.reader import RunReader

    reader = RunReader(folder)
    if not reader.kept_steps():
        return None
    found, arrays = reader.arrays(step)
    run = reader.folder
    return tensors_of(arrays), Shown("saved", run.latest_project(), 0, found, run.id, run.path)
