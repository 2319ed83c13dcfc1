"""Conditions: what decides the last bits of a run beside its project. A run that goes on keeps those that it had."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import torch
from msgspec import structs

from engine.errors import DeviceError, ProjectError, RunFolderError
from engine.machine.devices import Machine, resolve, usual_format
from engine.machine.setup import Setup
from engine.machine.threads import default_threads
from engine.runs.checkpoints import Position
from engine.runs.environment import UNKNOWN, Environment, SetupBy
from engine.training.optimisers.optimiser import usual_form
from engine.typed.document import converted

NEWER = "Go on with it in the program that trained it, or train its project afresh."


@dataclass(frozen=True)
class Conditions:
    """Device and setup, and how that was found."""

    device: torch.device
    setup: Setup
    setup_by: SetupBy

    def found(self, setup: Setup, by: SetupBy) -> Conditions:
        """The same device with another setup."""
        return replace(self, setup=setup, setup_by=by)


def conditions(machine: Machine, before: Environment | None = None) -> Conditions:
    """Those of a new run, or of one that goes on and ran on `before`, where the machine does not say otherwise.

    Raises DeviceError for a device that is not here, and RunFolderError for what this program cannot do.
    """
    if before is None:
        device = resolve(machine.device)
        return Conditions(device, untuned(device, machine.threads), "given" if machine.threads else "default")
    setup = _recorded(before)
    device = _same_device(before) if machine.device == "auto" else resolve(machine.device)
    if machine.threads:
        setup = structs.replace(setup, threads=machine.threads)
    return Conditions(device, setup, "given" if machine.threads else _kept(before))


def as_left(before: Environment | None, position: Position) -> Environment | None:
    """What a run ran on at a checkpoint, whose threads may be others than those that its leg was begun with."""
    if before is None or position.threads is None:
        return before
    return structs.replace(before, threads=position.threads)


def _kept(before: Environment) -> SetupBy:
    """A choice of threads stays one: nobody else changes them."""
    return before.setup_by if before.setup_by in ("given", "unknown") else "kept"


def untuned(device: torch.device, threads: int | None = None) -> Setup:
    """The setup by rule, with so many threads where somebody said how many."""
    return Setup(threads or default_threads(), usual_format(device), optimiser_form=usual_form(device))


def _recorded(before: Environment) -> Setup:
    """What a run was computed with."""
    names = (before.memory_format, before.precision, before.optimiser_form)
    fields = dict(zip(Setup.__struct_fields__, (before.threads, *names), strict=True))
    try:
        return converted(fields, Setup)
    except ProjectError:
        what = f"The run was trained with {', '.join(names)}, of which one is not known here."
        raise RunFolderError(what, NEWER) from None


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
