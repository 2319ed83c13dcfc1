"""Standing: where a training stands before the step that is looked at, with all that the step depends on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import torch

from engine.errors import DeviceError, RunFolderError
from engine.machine.devices import Machine
from engine.machine.setup import Setup
from engine.project.data.data_settings import steps_per_epoch
from engine.project.project import Project, training_images
from engine.project.training.legs import Leg, first_leg
from engine.runs.checkpoints import Checkpoint, Checkpoints, Damaged
from engine.runs.environment import Environment
from engine.runs.folder import RunFolder
from engine.runs.logs import Records, read_steps
from engine.training.steps.conditions import as_left, conditions, untuned

CPU = torch.device("cpu")
ENDED = "The run has ended here: this is the step that it would take next."
ELSEWHERE = "The run trains on “{}”; this is worked out on the CPU, so figures may differ a little, and dropout’s mask."


@dataclass(frozen=True, eq=False)
class Standing:
    """A project's legs and the checkpoint that a step begins with; None is the very beginning, by the seed."""

    legs: tuple[Leg, ...]
    checkpoint: Checkpoint | None = None
    records: Records | None = None
    setup: Setup | None = None
    remark: str = ""

    @property
    def project(self) -> Project:
        """As the step is told."""
        return self.legs[-1].project


def beginning(project: Project) -> Standing:
    """Before the first step of a project."""
    return Standing((first_leg(project, steps_per_epoch(training_images(project), project.training.batch)),))


def standing_of(run: Path, step: int | None = None) -> Standing:
    """Where a run stands after a step whose checkpoint it keeps, by default the newest that another step follows.

    Raises RunFolderError, in words, where it keeps none, or not of that step: snapshots hold weights alone, not what
    the optimiser keeps.
    """
    folder = RunFolder.open(run)
    legs = legs_of_run(folder)
    checkpoint = _checkpoint(Checkpoints(folder.checkpoints), step, legs[-1].total)
    standing = at(legs, checkpoint, read_steps(folder.steps_file), folder.latest_environment())
    return standing if checkpoint.position.step < legs[-1].total else _told(standing, ENDED)


def _told(standing: Standing, sentence: str) -> Standing:
    return replace(standing, remark=" ".join(filter(None, (sentence, standing.remark))))


def legs_of_run(folder: RunFolder) -> tuple[Leg, ...]:
    """All that a run was told, as far as its folder holds it."""
    begun = folder.project()
    each = steps_per_epoch(training_images(begun), begun.training.batch)
    return (first_leg(begun, each), *folder.later_legs())


def at(legs: tuple[Leg, ...], checkpoint: Checkpoint, records: Records, environment: Environment | None) -> Standing:
    """Where a run stands at a checkpoint; `records` are those of its steps until then."""
    before = as_left(environment, checkpoint.position)
    if before is None:
        return Standing(legs, checkpoint, records)
    if before.device_name != CPU.type:
        return Standing(legs, checkpoint, records, untuned(CPU), ELSEWHERE.format(before.device_name))
    try:
        return Standing(legs, checkpoint, records, conditions(Machine(CPU.type), before).setup)
    except DeviceError:
        return Standing(legs, checkpoint, records)


def _checkpoint(kept: Checkpoints, step: int | None, total: int) -> Checkpoint:
    if step is None:
        found, _ = kept.newest(at_most=total - 1)
        if found is None:
            raise RunFolderError("The run keeps no checkpoint that another step follows.", "Train it on, or afresh.")
        return found
    if step not in kept.steps():
        known = ", ".join(f"{one:,}" for one in kept.steps()) or "none"
        what = f"What the optimiser keeps is not known after step {step:,}: the run’s checkpoints are of {known}."
        raise RunFolderError(what, "Choose one of these steps, or pause the run where you want to look.")
    try:
        return kept.load(step)
    except Damaged as damage:
        raise RunFolderError(f"The checkpoint is damaged ({damage}).", "Choose another step.") from None
