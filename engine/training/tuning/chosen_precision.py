"""Chosen precision: what a recipe asks the layers to compute in, where it works on the device."""

from __future__ import annotations

import torch
from msgspec.structs import replace

from engine.errors import DeviceError
from engine.machine.devices import Machine, resolve
from engine.project.project import Project
from engine.project.training.precision import with_precision
from engine.training.steps.conditions import Conditions
from engine.training.tuning.contest import Asked
from engine.training.tuning.proof import unproven
from engine.training.tuning.remembered import found_for, remembered

SECONDS = 60.0  # that the proof may take: somebody asked for it, and the machine may be busy
HINT = "Choose float32 for the precision of the training."


def in_precision(on: Conditions, project: Project, asked: Asked) -> Conditions:
    """The conditions of a new run with the precision that its recipe asks for, which nobody else decides.

    Raises DeviceError, in words, where it does not work here, and Stopped.
    """
    chosen = project.training.precision
    setup = replace(on.setup, precision=chosen)
    if chosen == "float32":
        return on.found(setup, on.setup_by)
    if chosen == "float16" and on.device.type != "cuda":
        raise DeviceError("float16 is for GPUs of NVIDIA; elsewhere it is no faster than bfloat16.", HINT)
    if on.device.type == "cuda":
        works = chosen == "float16" or torch.cuda.is_bf16_supported()
        reason = "" if works else "This GPU cannot compute in bfloat16."
    else:
        reason = unproven(project, setup, on.device, asked, SECONDS)
    if reason:
        raise DeviceError(reason, HINT)
    return on.found(setup, on.setup_by)


def lowered(project: Project, machine: Machine) -> Project:
    """The project in a lower precision, where trying has found that to be faster here and the recipe asks for none."""
    known = remembered(found_for(project, resolve(machine.device), beside_window=machine.background))
    if known is None or known.lower is None or project.training.precision != "float32":
        return project
    return with_precision(project, known.lower.precision)
