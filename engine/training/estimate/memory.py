"""Memory of a training, worked out from what its network's way back keeps of each image; free of torch."""

from __future__ import annotations

from math import prod

from engine.analysis.analysis import Analysis
from engine.model.capacity import TRIED_AT_ONCE, at_once
from engine.project.project import Project, analysed, images_in

VALUE = 4  # bytes of a float32
WEIGHTS = 4  # copies, with their gradients, one to show and one to write, beside the optimiser's


def training_bytes(project: Project, kept: float, states: int) -> int:
    """What training takes beside what the process holds already, without the images.

    `kept` is bytes of each image, `states` numbers that the optimiser keeps for each weight. While one layer is worked
    on, what goes in and what comes out meet their gradients; an evaluation keeps nothing else, but of more images.
    """
    analysis = analysed(project)
    largest = VALUE * _largest(analysis)
    training = project.training.batch * (kept + largest)
    trying = at_once(analysis, TRIED_AT_ONCE) * largest
    return round(VALUE * analysis.parameters * (WEIGHTS + states) + max(training, trying))


def image_bytes(project: Project) -> int:
    """All images of the project's data with their labels and places, as they lie in memory."""
    images = sum(images_in(project, split) for split in ("train", "validation", "test"))
    return images * (prod(project.facts.shape) + 16)


def _largest(analysis: Analysis) -> int:
    """Values that go into a layer and come out of it for one image, of the layer with the most."""
    return max((prod(one.input or ()) + prod(one.output or ()) for one in analysis.instances.values()), default=0)
