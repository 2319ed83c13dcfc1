"""Trained: the network of a run as its newest whole checkpoint has it, for evaluating and predicting."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.command.arguments import say
from engine.data.normalise import Normaliser, for_settings
from engine.data.store import load
from engine.errors import InputError
from engine.model.model import Model
from engine.model.net import Net
from engine.project.data_settings import DataSettings
from engine.project.project import Project
from engine.runs.checkpoints import Checkpoint, Checkpoints
from engine.runs.environment import read_environment
from engine.runs.folder import RunFolder


@dataclass(frozen=True)
class Trained:
    """A run's project and its network after `step` steps, in evaluation mode on the CPU."""

    project: Project
    net: Net
    step: int


def trained(run: RunFolder) -> Trained:
    """Raises InputError, in words, for a run that has nothing to show."""
    project, checkpoint = run.project(), _newest(run)
    source = project.data.source
    model = Model(project.network, source.shape, len(source.classes), checkpoint.weights)
    return Trained(project, model.net(), checkpoint.position.step)


def _newest(run: RunFolder) -> Checkpoint:
    found, skipped = Checkpoints(run.checkpoints).newest()
    if found is not None:
        for damaged in skipped:
            say(f"Left out a damaged checkpoint: {damaged}.")
        return found
    if skipped:
        raise InputError(f"No checkpoint of “{run.path}” is whole ({skipped[0]}).", "Train it afresh.")
    raise InputError(f"“{run.path}” has no checkpoint yet.", "Train it first.")


def normaliser(settings: DataSettings, root: Path | None) -> Normaliser:
    """The preparation that training used; reads the data only where its statistics are needed. Raises DataError."""
    return for_settings(settings, lambda: load(settings, root).train)


def data_folder(run: RunFolder, given: Path | None) -> Path | None:
    """Where a run's images lie: as given, or where they were when it was trained."""
    if given is not None:
        return given
    environment = read_environment(run.environment_file)
    return Path(environment.data.root) if environment and environment.data.root else None
