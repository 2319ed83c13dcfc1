"""Estimate questions: how long a training will take on this computer, asked while its project is edited."""

from __future__ import annotations

from engine.machine.devices import Machine
from engine.project.project import Project
from engine.service.answers import Estimate
from engine.service.question import Question


class EstimateTraining(Question[Estimate | None], frozen=True):
    """What a project's training will take on a machine, by what was measured here so far; None where nothing was.

    ProjectError or NetworkError for what cannot be trained.
    """

    channel = "estimate"
    project: Project
    machine: Machine


class MeasureTraining(Question[Estimate | None], frozen=True):
    """The same, after a few real steps of it, unless they were taken before; that takes about a second.

    `again`: also where they were, as another moment may tell better. None where a run trains, or begins meanwhile.
    DeviceError for what does not fit into memory.
    """

    channel = "measure"
    long = True
    project: Project
    machine: Machine
    again: bool = False
