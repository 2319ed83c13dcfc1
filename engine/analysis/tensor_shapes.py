"""The tensors of a network, parameters and buffers, by name and shape: they follow from the analysis, without torch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import takewhile
from typing import TypeAlias

from engine.analysis.analysis import Analysis
from engine.analysis.measuring import Measured, Sequence
from engine.network.addresses import Copies, address
from engine.network.layers import BatchNorm, Conv2d, Layer, Linear
from engine.network.nodes import Repeat
from engine.network.shapes import Shape

TensorShapes: TypeAlias = Mapping[str, Shape]  # by the tensor's own name: weight, bias, …


def tensor_shapes(analysis: Analysis) -> dict[str, TensorShapes]:
    """The tensors of each enabled layer instance that has any, by address, in order of execution.

    Of a network with a problem those of the layers before it, which can be built and shown.
    """
    running = takewhile(lambda one: not one.faulty, analysis.sequence)
    return dict(_found(tuple(running), (), analysis.classes))


def _found(sequence: Sequence, copies: Copies, classes: int) -> Iterator[tuple[str, TensorShapes]]:
    for one in sequence:
        if one.inside:
            for index, branch in enumerate(one.inside):
                yield from _found(branch, (*copies, index) if isinstance(one.node.op, Repeat) else copies, classes)
        elif one.parameters:
            yield address(one.node.id, copies), _shapes(one, classes)


def _shapes(one: Measured, classes: int) -> TensorShapes:
    assert isinstance(one.node.op, Layer)  # noqa: S101  # what is inside of a block is outside of it, too
    return _of_layer(one.node.op, one.input or (), classes)


@lru_cache(maxsize=8_192)
def _of_layer(op: Layer, shape: Shape, classes: int) -> TensorShapes:
    if isinstance(op, Conv2d):
        return _weighted((op.filters, shape[0] // op.groups, *op.kernel), bias=op.bias)
    if isinstance(op, Linear):
        return _weighted((op.width(classes), shape[0]), bias=op.bias)
    if isinstance(op, BatchNorm):
        return _weighted(shape[:1], bias=True) | _statistics(shape[:1])
    raise TypeError(f"{type(op).__name__} has parameters, but nothing here says which.")


def _weighted(weight: Shape, *, bias: bool) -> dict[str, Shape]:
    return {"weight": weight, "bias": weight[:1]} if bias else {"weight": weight}


def _statistics(channels: Shape) -> dict[str, Shape]:
    return {"running_mean": channels, "running_var": channels, "num_batches_tracked": ()}
