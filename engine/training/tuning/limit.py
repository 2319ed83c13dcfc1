"""The limit: what most of a step's time goes into, so that a person knows what would make it faster still."""

from __future__ import annotations

import torch

from engine.analysis.analysis import analyse
from engine.machine.setup import Setup
from engine.project.project import Project
from engine.training.tuning.bench import Bench, seconds_of
from engine.training.tuning.tuned import Limit

SECONDS = 0.1  # of each measurement
SIZE = 512  # of the matrices whose product shows what the device can do
PASSES = 3  # forward, and the two products of the way back
MUCH = 0.4  # share of a step, or of what the device can do


def limit(bench: Bench, project: Project, setup: Setup, speed: float) -> Limit:
    """Of steps with a setup that train so many images per second."""
    step = bench.batch / speed
    if bench.feeding_seconds(setup, SECONDS) > MUCH * step:
        return "data"
    if _at_any_size(step, bench.half_step_seconds(setup, SECONDS)) > MUCH * step:
        return "dispatch"
    return "arithmetic" if _computed(project, speed) > MUCH * _possible(bench.device, setup) else "memory"


def _at_any_size(step: float, half: float) -> float:
    """Seconds of a step that are the same for any batch, where half a batch takes so long."""
    return 2 * half - step


def _computed(project: Project, speed: float) -> float:
    """Multiply-adds per second."""
    facts = project.facts
    costs = analyse(project.network, facts.shape, len(facts.classes), project.training.batch)
    return PASSES * costs.multiply_adds * speed


def _possible(device: torch.device, setup: Setup) -> float:
    """Multiply-adds per second of a large product of matrices."""
    torch.set_num_threads(setup.threads)
    matrix = torch.ones(SIZE, SIZE, device=device, dtype=getattr(torch, setup.precision))
    return SIZE**3 / seconds_of(lambda: float((matrix @ matrix)[0, 0]), SECONDS)
