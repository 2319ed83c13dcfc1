"""Setup questions: with which setup a project trains fastest on this computer, tried, known and forgotten."""

from __future__ import annotations

from pathlib import Path

from engine.machine.devices import Machine
from engine.project.project import Project
from engine.service.answers import KnownSetup, Tuned
from engine.service.question import Question


class FindSetup(Question[KnownSetup | None], frozen=True):
    """With which setup the next run of a project will train, where no threads are given; None: nothing was tried."""

    channel = "setup"
    project: Project
    machine: Machine


class ForgetSetup(Question[None], frozen=True):
    """What was found for a project is forgotten: its next run begins as if nothing had been tried."""

    channel = "forget setup"
    in_order = True
    project: Project
    machine: Machine


class Tune(Question[Tuned], frozen=True):
    """Try what trains a project fastest here, in at most 15 seconds; new runs of it take the best from then on.

    A lower precision is tried only where the machine allows it; runs take it once their recipe asks for it. `run` is
    the folder of the run that the project came from. Tells Progress in setups. A run that begins gives it up.
    InputError while one trains, and for what cannot.
    """

    channel = "tune"
    long = True
    project: Project
    machine: Machine
    run: Path | None = None
