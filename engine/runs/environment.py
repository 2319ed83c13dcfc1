"""What a run ran on: versions, device, threads, seed, data, and what holds of the promise that it can be repeated."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

import msgspec
from msgspec import structs

from engine.files import write_aside
from engine.project.data.facts import Facts
from engine.project.data.sources import AnySource
from engine.typed.document import written
from engine.typed.versions import Format

UNKNOWN = "unknown"

SetupBy: TypeAlias = Literal["given", "kept", "measured", "remembered", "tuned", "default", "unknown"]
"""How threads and the rest of a setup were found: somebody said the threads, now or when the run was begun; the run had
it before; threads were tried before the first step, or for an earlier run of the same network; the tuner found it; or
by rule."""


class DataRecord(msgspec.Struct, frozen=True):
    """Which images were used; `root` is absolute, `train_images` are without those kept back for validation.

    `facts` are of the whole data set; runs of old have none.
    """

    source: str
    root: str | None
    note: str
    train_images: int
    validation_images: int
    test_images: int
    checksum: str  # of the pixels and labels of all splits, as that of the facts
    facts: Facts | None = None

    def facts_of(self, source: AnySource) -> Facts:
        """The facts of the run's data set.

        That of a run of old was taken after the split: it is the checksum of its facts where nothing was kept back.
        """
        if self.facts is not None:
            return self.facts
        found = source.published.counted(self.train_images + self.validation_images, self.test_images)
        return found if self.validation_images else structs.replace(found, checksum=self.checksum)


class Environment(msgspec.Struct, frozen=True):
    """Everything beside the project that decides the figures of a run.

    What was not written down by an earlier program is "unknown".
    """

    python: str
    torch: str
    numpy: str
    system: str
    device: str  # by name, as "cuda:0"; an earlier program wrote what it is behind that, in brackets
    threads: int  # to begin with: see `engine.events.ThreadsChanged`
    seed: int
    memory_format: str
    data: DataRecord
    hardware: str = UNKNOWN  # what the device is, as its maker calls it
    precision: str = "float32"
    determinism: str = UNKNOWN  # in words
    switches: dict[str, bool | str] = {}  # torch's, for determinism, as they were while it trained
    optimiser_form: str = "fused"
    setup_by: SetupBy = "unknown"
    version: Literal[1] = 1

    @property
    def device_name(self) -> str:
        """The device by its name alone."""
        return self.device.partition(" ")[0]


ENVIRONMENT = Format("environment", Environment)


def save_environment(environment: Environment, path: Path) -> None:
    """Writes it; raises OSError."""
    write_aside(path, written(environment))


def read_environment(path: Path) -> Environment | None:
    """What a run ran on; None where that was not written or cannot be read. Raises NewerVersion."""
    return ENVIRONMENT.read_file(path)


def recorded_root(path: Path) -> Path | None:
    """Where a run's images lay when it was trained, there still or not; None where that is not known.

    Raises NewerVersion.
    """
    environment = read_environment(path)
    return Path(environment.data.root) if environment and environment.data.root else None
