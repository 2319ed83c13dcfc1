"""Measuring: shapes and costs of one node for one input, blocks with all that is inside them.

A measurement knows nothing of where its node stands, so it is kept and found again: after an edit only the edited node,
the blocks around it and what gets another shape are measured anew. The memory is bounded; the least recently used go.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from math import prod
from typing import NamedTuple, TypeAlias, assert_never

import msgspec

from engine.network.layers import BatchNorm, Layer
from engine.network.nodes import LayerOp, Node, Nodes, Repeat, Residual, branches, times_inside
from engine.network.shapes import VALUE_BYTES, Misfit, Shape, described, spelled, spoken_bytes

MAX_VALUES = 2**31 - 1  # in one tensor: more cannot be addressed by 32 bits, nor held by most machines


class Rules(NamedTuple):
    """What beside the input decides about a layer."""

    classes: int
    alone: bool = False  # trained with one image at a time, so that a vector is one value for each channel


class Measured(msgspec.Struct, frozen=True):
    """One node for one input; a shape is None when it is unknown, after a problem.

    `inside` holds the sequences of a block: body and shortcut of a Residual, every copy of a Repeat's body. A disabled
    block has none. Costs are for one image and include what is inside.
    """

    node: Node
    input: Shape | None
    output: Shape | None
    parameters: int = 0
    multiply_adds: int = 0
    activations: int = 0
    misfit: Misfit | None = None  # its own
    faulty: bool = False  # it has a misfit, or something inside it has
    inside: tuple[Sequence, ...] = ()


Sequence: TypeAlias = tuple[Measured, ...]


class _Cost(NamedTuple):
    output: Shape
    parameters: int
    multiply_adds: int
    activations: int


class Extent(NamedTuple):
    """How much a node is: instances, all copies counted, and how deeply blocks are nested in it."""

    instances: int
    depth: int


@lru_cache(maxsize=32_768)
def measure(node: Node, shape: Shape | None, rules: Rules) -> Measured:
    """The node for this input; an unknown input gives an unknown output."""
    if not node.enabled:
        return Measured(node, shape, shape)
    if rules.alone and not node.trainable:
        rules = rules._replace(alone=False)
    match node.op:
        case Layer() as layer:
            return _layer(node, layer, shape, rules)
        case Residual() as block:
            return _residual(node, block, shape, rules)
        case Repeat() as block:
            return _repeat(node, block, shape, rules)
        case op:
            assert_never(op)


def measure_all(nodes: Nodes, shape: Shape | None, rules: Rules) -> Sequence:
    """A sequence of nodes, the output of each being the input of the next."""
    found = []
    for node in nodes:
        one = measure(node, shape, rules)
        found.append(one)
        shape = one.output
    return tuple(found)


def output_of(sequence: Sequence, shape: Shape | None) -> Shape | None:
    """What comes out of a sequence that gets `shape`; an empty one changes nothing."""
    return sequence[-1].output if sequence else shape


@lru_cache(maxsize=16_384)
def extent(node: Node) -> Extent:
    """Instances and nesting of a node, itself included."""
    inner = [extent(child) for _, nodes in branches(node.op) for child in nodes]
    deeper = 1 if branches(node.op) else 0
    instances = 1 + times_inside(node.op) * sum(one.instances for one in inner)
    return Extent(instances, deeper + max((one.depth for one in inner), default=0))


def forget_nodes() -> None:
    """Empties what is remembered."""
    for memory in (measure, extent, _cost):
        memory.cache_clear()


def _layer(node: Node, layer: LayerOp, shape: Shape | None, rules: Rules) -> Measured:
    if shape is None:
        return Measured(node, None, None)
    cost = _cost(layer, shape, rules)
    if isinstance(cost, Misfit):
        return Measured(node, shape, None, misfit=cost, faulty=True)
    return Measured(node, shape, *cost)


@lru_cache(maxsize=8_192)
def _cost(layer: LayerOp, shape: Shape, rules: Rules) -> _Cost | Misfit:
    output = _one_value(layer, shape, rules) or layer.output(shape, rules.classes)
    if isinstance(output, Misfit):
        return output
    parameters, values = layer.parameters(shape, rules.classes), prod(output)
    if max(parameters, values) > MAX_VALUES:
        return _too_large(shape, output, parameters)
    return _Cost(output, parameters, layer.multiply_adds(shape, rules.classes), values)


def _one_value(layer: LayerOp, shape: Shape, rules: Rules) -> Misfit | None:
    if not rules.alone or not isinstance(layer, BatchNorm) or prod(shape[1:]) > 1:
        return None
    return Misfit(
        f"Batch normalisation needs at least two values for each channel to train, but gets {described(shape)}, one "
        "for each channel, and a batch of 1: a larger batch would do.",
        "one value",
    )


def _too_large(shape: Shape, output: Shape, parameters: int) -> Misfit:
    values = max(parameters, prod(output))
    what = f"{values:,} weights" if parameters > MAX_VALUES else f"{values:,} values for each image"
    return Misfit(
        f"From {described(shape)} to {described(output)} takes {what}, {spoken_bytes(VALUE_BYTES * values)} of memory; "
        f"one tensor holds at most {MAX_VALUES:,}.",
        "too large",
    )


def _residual(node: Node, op: Residual, shape: Shape | None, rules: Rules) -> Measured:
    body, shortcut = measure_all(op.body, shape, rules), measure_all(op.shortcut, shape, rules)
    found, passed = output_of(body, shape), output_of(shortcut, shape)
    if found is None or passed is None:
        return _block(node, shape, None, (body, shortcut))
    misfit = None if found == passed else _unequal(found, passed)
    return _block(node, shape, None if misfit else found, (body, shortcut), misfit)


def _unequal(body: Shape, shortcut: Shape) -> Misfit:
    return Misfit(
        f"The body gives {spelled(body)} but the shortcut {spelled(shortcut)}: only equal shapes can be added.",
        "unequal paths",
    )


def _repeat(node: Node, op: Repeat, shape: Shape | None, rules: Rules) -> Measured:
    found: list[Sequence] = []
    current, before = shape, None
    for _ in range(op.times):
        same = found and current == before
        found.append(found[-1] if same else measure_all(op.body, current, rules))
        before, current = current, output_of(found[-1], current)
    return _block(node, shape, current, tuple(found))


def _block(
    node: Node, shape: Shape | None, output: Shape | None, inside: tuple[Sequence, ...], misfit: Misfit | None = None
) -> Measured:
    inner = list(chain.from_iterable(inside))
    return Measured(
        node,
        shape,
        output,
        sum(one.parameters for one in inner),
        sum(one.multiply_adds for one in inner),
        sum(one.activations for one in inner),
        misfit,
        misfit is not None or any(one.faulty for one in inner),
        inside,
    )
