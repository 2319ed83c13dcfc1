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
THROUGH_WEIGHTS = 4  # times that a step reads and writes as many numbers as there are weights
MUCH = 0.4  # share of a step, or of what the device can do


def limit(bench: Bench, project: Project, setup: Setup) -> Limit:
    """Of steps with a setup. Each time is the shortest of several: what else the machine does takes no part in it."""
    facts = project.facts
    costs = analyse(project.network, facts.shape, len(facts.classes), project.training.batch)
    step, half = (bench.part_seconds(setup, bench.batch // parts, SECONDS) for parts in (1, 2))
    if bench.feeding_seconds(setup, SECONDS) > MUCH * step:
        return "data"
    any_size = 2 * half - step  # what is the same for any batch
    if any_size > MUCH * step:
        return "memory" if _moving(bench.device, setup, costs.parameters) > MUCH * any_size else "dispatch"
    computed = PASSES * costs.multiply_adds * bench.batch / step
    return "arithmetic" if computed > MUCH * _possible(bench.device, setup) else "memory"


def _moving(device: torch.device, setup: Setup, weights: int) -> float:
    """Seconds that a step needs to go through so many weights, with their gradients and what the optimiser keeps."""
    torch.set_num_threads(setup.threads)
    numbers = torch.zeros(max(1, weights), device=device)
    return THROUGH_WEIGHTS * seconds_of(lambda: float(numbers.add_(1)[0]), SECONDS)


def _possible(device: torch.device, setup: Setup) -> float:
    """Multiply-adds per second of a large product of matrices."""
    torch.set_num_threads(setup.threads)
    matrix = torch.ones(SIZE, SIZE, device=device, dtype=getattr(torch, setup.precision))
    return SIZE**3 / seconds_of(lambda: float((matrix @ matrix)[0, 0]), SECONDS)
