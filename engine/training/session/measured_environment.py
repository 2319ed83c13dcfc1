"""The environment of this process, as a run writes it down before it begins."""

from __future__ import annotations

import platform
from pathlib import Path

import numpy as np
import torch

from engine.data.dataset import Dataset
from engine.data.reading import data_root
from engine.machine.determinism import Switches, promise
from engine.machine.devices import hardware
from engine.project.project import Project
from engine.runs.environment import DataRecord, Environment
from engine.training.steps.conditions import Conditions


def measured(
    project: Project, dataset: Dataset, root: Path | None, conditions: Conditions, switches: Switches
) -> Environment:
    """The environment of this process for a project on its data."""
    device, setup = conditions.device, conditions.setup
    return Environment(
        platform.python_version(),
        str(torch.__version__),
        np.__version__,
        platform.platform(),
        str(device),
        setup.threads,
        project.training.seed,
        setup.memory_format,
        _of_data(project, dataset, root),
        hardware(device),
        setup.precision,
        promise(device, wanted=project.training.deterministic),
        switches,
        setup.optimiser_form,
        conditions.setup_by,
    )


def _of_data(project: Project, dataset: Dataset, root: Path | None) -> DataRecord:
    return DataRecord(
        project.data.source.name,
        str((root or data_root()).absolute()) if project.data.source.where else None,
        dataset.note,
        len(dataset.train),
        len(dataset.validation or ()),
        len(dataset.test),
        dataset.facts.checksum,
        dataset.facts,
    )
