"""Rate questions: which learning rate suits a project, tried on a copy of it."""

from __future__ import annotations

from pathlib import Path

from engine.machine.devices import Machine
from engine.project.project import Project
from engine.service.answers import FoundRate
from engine.service.question import Question


class FindRate(Question[FoundRate], frozen=True):
    """Try learning rates, from very low to where training runs away, on a throwaway copy and the training images.

    `run` is the folder of the run that the project came from. Tells RatesTried, the curve so far, and Progress in
    rates. A run that begins gives it up. InputError while one trains, and for what cannot; DataError.
    """

    channel = "find rate"
    long = True
    project: Project
    machine: Machine
    run: Path | None = None
