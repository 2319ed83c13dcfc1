"""What a run ran on: versions, device, threads, seed, data. The same of all these gives the same run, bit for bit."""

from __future__ import annotations

import hashlib
import platform
from pathlib import Path

import msgspec
import numpy as np
import torch

from engine.data.dataset import Dataset, Split
from engine.files import write_aside
from engine.machine.devices import described, memory_format
from engine.project.project import Project
from engine.typed.document import written


class DataRecord(msgspec.Struct, frozen=True):
    """Which images were used; `root` is absolute, `checksum` is over the pixels and labels of all splits (BLAKE2b)."""

    source: str
    root: str | None
    note: str
    train_images: int
    validation_images: int
    test_images: int
    checksum: str


class Environment(msgspec.Struct, frozen=True):
    """Everything beside the project that decides the figures of a run."""

    python: str
    torch: str
    numpy: str
    system: str
    device: str
    threads: int
    seed: int
    memory_format: str
    data: DataRecord


def measured(project: Project, dataset: Dataset, root: Path | None, device: torch.device, threads: int) -> Environment:
    """The environment of this process for a project on its data."""
    return Environment(
        platform.python_version(),
        str(torch.__version__),
        np.__version__,
        platform.platform(),
        described(device),
        threads,
        project.training.seed,
        str(memory_format(device)).removeprefix("torch."),
        _of_data(project, dataset, root),
    )


def _of_data(project: Project, dataset: Dataset, root: Path | None) -> DataRecord:
    return DataRecord(
        project.data.source.name,
        str(root.absolute()) if root else None,
        dataset.note,
        len(dataset.train),
        len(dataset.validation or ()),
        len(dataset.test),
        _checksum(dataset),
    )


def _checksum(dataset: Dataset) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for split in (dataset.train, dataset.validation, dataset.test):
        if isinstance(split, Split):
            digest.update(split.images.contiguous().numpy().data)
            digest.update(split.labels.contiguous().numpy().data)
    return digest.hexdigest()


def save_environment(environment: Environment, path: Path) -> None:
    """Writes it; raises OSError."""
    write_aside(path, written(environment))


def read_environment(path: Path) -> Environment | None:
    """What a run ran on; None where that was not written or cannot be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Environment)
    except (OSError, msgspec.DecodeError):
        return None
