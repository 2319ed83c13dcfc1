"""Memory of a training, worked out from what its network's way back keeps of each image; free of torch."""

from __future__ import annotations

from math import prod

from engine.analysis.analysis import Analysis
from engine.data.memory_budget import MemoryBudget
from engine.model.capacity import TRIED_AT_ONCE, at_once
from engine.project.data.own_images import OwnImages
from engine.project.project import Project, analysed

VALUE, PLACED = 4, 16  # bytes of a float32; of a label and a place
GAPS = 1.3  # times what is kept: memory that lies between it and is of no use
MEETING = 3.0  # times what goes into a layer and comes out: with both gradients, and what it computes with
TRYING = 1.5  # times the same where nothing is learned
UNRETURNED = 0.5  # share of what training took that the process still has when the network is tried; as was measured
WEIGHTS = 4  # copies, with their gradients, one to show and one to write, beside the optimiser's


def training_bytes(project: Project, kept: float, beside: int) -> int:
    """What training takes beside what the process holds already, without the images.

    `kept` is bytes of each image, `beside` numbers that are kept for each weight, as the optimiser's. An evaluation
    keeps nothing of its images, but has more of them at once.
    """
    analysis = analysed(project)
    largest = VALUE * _largest(analysis)
    training = project.training.batch * (GAPS * kept + MEETING * largest)
    trying = at_once(analysis, TRIED_AT_ONCE) * TRYING * largest + UNRETURNED * training
    return round(VALUE * analysis.parameters * (WEIGHTS + beside) + max(training, trying))


def image_bytes(project: Project, budget: MemoryBudget) -> int:
    """All images of the project's data with their labels and places, as they lie in memory."""
    facts = project.facts
    on_disk = isinstance(project.data.source, OwnImages) and not budget.holds(facts)
    return (0 if on_disk else facts.pixel_bytes) + PLACED * (facts.train_images + facts.test_images)


def _largest(analysis: Analysis) -> int:
    """Values that go into a layer and come out of it for one image, of the layer with the most."""
    return max((prod(one.input or ()) + prod(one.output or ()) for one in analysis.instances.values()), default=0)
