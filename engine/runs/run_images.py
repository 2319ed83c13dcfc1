"""Run images: in which folder those of a run are."""

from __future__ import annotations

from pathlib import Path

from engine.data.reading import data_root, is_there
from engine.project.data.sources import AnySource
from engine.runs.environment import recorded_root
from engine.runs.folder import RunFolder


def images_root(run: Path, source: AnySource, otherwise: Path | None) -> Path | None:
    """Where a run's images lay when it was trained, or `otherwise` where they have moved there since.

    None is the usual place. Where they are in neither, it is the recorded folder that a refusal will name.
    """
    recorded = recorded_root(RunFolder(run).environment_file)
    if recorded is None:
        return otherwise
    moved = not is_there(source, recorded) and is_there(source, otherwise or data_root())
    return otherwise if moved else recorded
