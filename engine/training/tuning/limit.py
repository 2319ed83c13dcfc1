"""The limit: what most of a step's time goes into, so that a person knows what would make it faster still."""

from __future__ import annotations

import torch

from engine.analysis.analysis import analyse
from engine.machine.setup import Setup
from engine.project.project import Project
from engine.training.tuning.bench import LEAST_IMAGES, Bench, seconds_of
from engine.training.tuning.tuned import Limit

SECONDS = 0.1  # of each measurement
SIZE = 512  # of the matrices whose product shows what the device can do
PASSES = 3  # forward, and the two products of the way back
THROUGH_WEIGHTS = 5  # times that a step reads and writes as many numbers as there are weights, the optimiser's with it
MUCH = 0.4  # share of a step, or of what the device can do


def limit(bench: Bench, project: Project, setup: Setup) -> Limit:
    """Of steps with a setup. Each time is the shortest of several: what else the machine does takes no part in it."""
    facts, batch = project.facts, project.training.batch
    costs = analyse(project.network, facts.shape, len(facts.classes), batch)
    any_size, image = _shares(bench, setup)
    step = any_size + batch * image
    if bench.feeding_seconds(setup, SECONDS) * batch / bench.batch > MUCH * step:
        return "data"
    if any_size > MUCH * step:
        return "memory" if _moving(bench.device, setup, costs.parameters) > MUCH * any_size else "dispatch"
    computed = PASSES * costs.multiply_adds * batch / step
    return "arithmetic" if computed > MUCH * _possible(bench.device, setup) else "memory"


def _shares(bench: Bench, setup: Setup) -> tuple[float, float]:
    """Seconds of a step that are the same for any batch, and those of each image."""
    other = bench.batch // 2 if bench.batch >= 2 * LEAST_IMAGES else 2 * bench.batch
    whole, otherwise = (bench.part_seconds(setup, count, SECONDS) for count in (bench.batch, other))
    image = (whole - otherwise) / (bench.batch - other)
    return max(0.0, whole - bench.batch * image), max(0.0, image)


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
