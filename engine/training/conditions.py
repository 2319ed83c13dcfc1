"""Conditions: what decides the last bits of a run beside its project. A run that goes on keeps those that it had."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import torch

from engine.errors import DeviceError, RunFolderError
from engine.machine.devices import Machine, memory_format, resolve
from engine.machine.threads import default_threads
from engine.runs.environment import UNKNOWN, Environment, ThreadsBy

PRECISION = "float32"  # of all that is computed
FORMATS = {"channels_last": torch.channels_last, "contiguous_format": torch.contiguous_format}
NEWER = "Go on with it in the program that trained it, or train its project afresh."


@dataclass(frozen=True)
class Conditions:
    """Device, CPU threads and how they were found, and how maps lie in memory, by torch's name."""

    device: torch.device
    threads: int
    memory_format: str
    threads_by: ThreadsBy

    @property
    def may_try(self) -> bool:
        """Whether another number of threads may be tried before the first step: nobody said one."""
        return self.threads_by == "default" and self.device.type == "cpu"


def conditions(machine: Machine, before: Environment | None = None) -> Conditions:
    """Those of a new run, or of one that goes on and ran on `before`, where the machine does not say otherwise.

    Raises DeviceError for a device that is not here, and RunFolderError for what this program cannot do.
    """
    if before is None:
        device = resolve(machine.device)
        by: ThreadsBy = "given" if machine.threads else "default"
        return Conditions(device, machine.threads or default_threads(), _name(memory_format(device)), by)
    if before.precision != PRECISION or before.memory_format not in FORMATS:
        what = f"The run was trained in {before.precision} and {before.memory_format}, of which one is not known here."
        raise RunFolderError(what, NEWER)
    device = _same_device(before) if machine.device == "auto" else resolve(machine.device)
    by = "given" if machine.threads else "kept"
    return Conditions(device, machine.threads or before.threads, before.memory_format, by)


def _name(form: torch.memory_format) -> str:
    return next(name for name, known in FORMATS.items() if known == form)


def _same_device(before: Environment) -> torch.device:
    try:
        return resolve(before.device_name)
    except DeviceError:
        raise DeviceError(
            f"The run was trained on “{before.device}”, which is not here.",
            "Go on elsewhere with main.py train RUN --resume --device cpu; what follows is then not bit-equal.",
        ) from None


def difference(before: Environment | None, now: Environment) -> str:
    """A sentence on what is not as it was before, so that the run differs from an unbroken one; empty where all is."""
    if before is None:
        return "What the run ran on before is not known, so what follows may not be bit-equal to a run without a break."
    found = " and ".join(_differences(before, now))
    return f"The run goes on {found}, so what follows is not bit-equal to a run without a break." if found else ""


def _differences(before: Environment, now: Environment) -> Iterator[str]:
    if before.device_name != now.device_name:
        yield f"on {now.device_name} instead of {before.device_name}"
    elif UNKNOWN not in (before.hardware, now.hardware) and before.hardware != now.hardware:
        yield f"on {now.hardware} instead of {before.hardware}"
    if before.threads != now.threads:
        yield f"with {now.threads:,} instead of {before.threads:,} CPU threads"
    if before.torch != now.torch:
        yield f"with PyTorch {now.torch} instead of {before.torch}"
