"""Work: what one step of a training does, in figures that the analysis knows; what a machine needs for it is fitted.

Plain arithmetic, free of torch.
"""

from __future__ import annotations

from math import prod

import msgspec

from engine.analysis.analysis import Instance
from engine.network.layers import Layer
from engine.network.nodes import Repeat, Residual
from engine.network.unnamed import unnamed
from engine.project.project import Project, analysed
from engine.project.training.optimiser_states import states


class StepWork(msgspec.Struct, frozen=True):
    """Of each step, whatever its batch: itself, layer instances, and numbers that the optimiser goes through."""

    layers: int
    numbers: int

    @property
    def features(self) -> tuple[float, ...]:
        """What the seconds of a step are fitted on."""
        return (1.0, float(self.layers), float(self.numbers))


class ImageWork(msgspec.Struct, frozen=True):
    """Of each image: multiply-adds by kind of layer, values that all layers read and write, and pixels that are fed."""

    convolution: int
    dense: int
    values: int
    pixels: int

    @property
    def features(self) -> tuple[float, ...]:
        """What the seconds of an image are fitted on."""
        return (float(self.convolution), float(self.dense), float(self.values), float(self.pixels))


class Work(msgspec.Struct, frozen=True):
    """Both, and how many values the outputs of all layers have for one image.

    `computed` tells apart what has the same figures and takes another time, such as layers that do not learn.
    """

    step: StepWork
    image: ImageWork
    activations: int
    computed: bytes = b""


def work_of(project: Project) -> Work:
    """What a step of the project's training does; its network has no problems."""
    analysis = analysed(project)
    layers = [one for one in analysis.instances.values() if one.node.enabled and isinstance(one.node.op, Layer)]
    sums = sum(_size(one.output) for one in analysis.instances.values() if isinstance(one.node.op, Residual))
    return Work(
        StepWork(len(layers), analysis.parameters * _passes(project)),
        ImageWork(
            _multiply_adds(layers, "convolution"),
            _multiply_adds(layers, "dense"),
            sum(_size(one.input) + _size(one.output) for one in layers) + 2 * sums,
            prod(analysis.input) * (1 + 2 * len(project.data.augmentation)),
        ),
        analysis.activations,
        unnamed(project.network) + msgspec.json.encode(project.data.augmentation),
    )


def _passes(project: Project) -> int:
    """Numbers that a step goes through for each weight: itself, its gradient, and what is kept of those before."""
    return 2 + states(project.training.optimiser)


def _multiply_adds(layers: list[Instance], group: str) -> int:
    return sum(one.multiply_adds for one in layers if _group(one) == group)


def _group(one: Instance) -> str:
    op = one.node.op
    return "" if isinstance(op, Residual | Repeat) else op.group


def _size(shape: tuple[int, ...] | None) -> int:
    return prod(shape or ())
