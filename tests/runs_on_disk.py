"""Runs on disk without a training: folders whose logs say what a test wants them to say."""

from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
from msgspec import structs

from engine.events import EpochDone, Evaluated
from engine.project.project import Project
from engine.project.recipes import read_recipe
from engine.runs.environment import DataRecord, Environment, save_environment
from engine.runs.folder import RunFolder
from engine.runs.logs import STEP
from engine.typed.document import changed

LENET = read_recipe("lenet5-sample")


def with_seed(seed: int, project: Project = LENET) -> Project:
    """The same project with another seed."""
    return changed(project, training=changed(project.training, seed=seed))


def put_run(
    root: Path,
    name: str,
    losses: Sequence[float],
    project: Project = LENET,
    tested: Sequence[tuple[int, float]] = (),
) -> Path:
    """A folder of a run with these losses and accuracies on the test images, each step of ten ms; an epoch for each."""
    folder = RunFolder.create(project, root, name)
    add_steps(folder.path, losses)
    for epoch, (step, accuracy) in enumerate(tested, 1):
        log(folder.path, EpochDone(name, 0.0, epoch, step, 1.0, 0.5, 100.0))
        log(folder.path, Evaluated(name, 0.0, "test", epoch, step, 1 - accuracy, accuracy, (), 0.1))
    return folder.path


def put_environment(folder: Path, checksum: str = "read") -> None:
    """What it ran on, with the images that it read."""
    facts = structs.replace(RunFolder(folder).project().facts, checksum=checksum)
    data = DataRecord("Digits", None, "", facts.train_images, 0, facts.test_images, checksum, facts)
    machine = Environment("3", "2", "2", "Linux", "cpu", 1, 0, "contiguous", data)
    save_environment(machine, RunFolder(folder).environment_file)


def add_steps(folder: Path, losses: Sequence[float]) -> None:
    """More of them, as the process would write them that trains it."""
    file = RunFolder(folder).steps_file
    before = file.stat().st_size // STEP.itemsize if file.exists() else 0
    records = np.zeros(len(losses), STEP)
    records["step"], records["images"], records["correct"] = np.arange(len(losses)) + before + 1, 4, 2
    records["loss"], records["rate"], records["seconds"] = losses, 0.001, 0.01
    with file.open("ab") as log:
        log.write(records.tobytes())


def log(folder: Path, event: msgspec.Struct) -> None:
    """One more event."""
    with RunFolder(folder).events_file.open("ab") as file:
        file.write(msgspec.json.encode(event) + b"\n")
