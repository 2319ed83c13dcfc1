"""Advice: what is allowed but seldom meant, said gently, one sentence each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from engine.analysis.analysis import Analysis, Instance
from engine.network.layers import (
    Activation,
    BatchNorm,
    Conv2d,
    Dropout,
    Dropout2d,
    Flatten,
    GlobalAvgPool,
    Layer,
    Linear,
    Softmax,
)
from engine.network.network import Network
from engine.network.nodes import Node, Nodes, branches, is_block
from engine.network.shapes import VALUE_BYTES, spelled, spoken_bytes

HEAVY = 0.9  # share of all parameters in one linear layer
MUCH = 10**9  # bytes of one tensor
PER_VALUE = (Activation, Dropout, Dropout2d, BatchNorm, Flatten)  # what leaves a score a score of its class
DROPOUTS, PASSING = (Dropout, Dropout2d), (Dropout, BatchNorm)


@dataclass(frozen=True)
class Advice:
    """One piece of advice at a node; `key` names its kind, so that a person can dismiss it."""

    node: str
    text: str
    key: str


def advice(network: Network, analysis: Analysis) -> tuple[Advice, ...]:
    """Everything worth saying about the network, each kind at most once a node."""
    instances = list(analysis.instances.values())
    found = (
        *_softmax(network.nodes),
        *_at_the_end(network.nodes),
        *(one for nodes in _sequences(network.nodes) for one in _neighbours(nodes)),
        *_heavy(analysis, instances),
        *_large_kernels(instances),
        *_blind(analysis, instances),
        *_large(analysis, instances),
    )
    return tuple(dict.fromkeys(found))


def _sequences(nodes: Nodes) -> Iterator[Nodes]:
    """Every sequence of enabled nodes, those inside blocks too."""
    enabled = tuple(node for node in nodes if node.enabled)
    yield enabled
    for node in enabled:
        if is_block(node.op):
            for _, inner in branches(node.op):
                yield from _sequences(inner)


def _softmax(nodes: Nodes) -> Iterator[Advice]:
    last = _last(nodes)
    if last is not None and isinstance(last.op, Softmax):
        yield Advice(
            last.id,
            "Softmax is already in the loss: training leaves this one out, and predictions apply it once.",
            "softmax",
        )


def _at_the_end(nodes: Nodes) -> Iterator[Advice]:
    """Activations of the scores themselves; the Softmax at the very end, which training leaves out, is none."""
    last = _last(nodes)
    for node in _after_the_weights(nodes):
        if isinstance(node.op, Activation) and not (node is last and isinstance(node.op, Softmax)):
            yield Advice(
                node.id,
                f"{node.op.title} after the last layer bends the scores that the loss compares: without it the network "
                "learns better.",
                "activation at the end",
            )


def _last(nodes: Nodes) -> Node | None:
    return next((node for node in reversed(nodes) if node.enabled), None)


def _after_the_weights(nodes: Nodes) -> Iterator[Node]:
    """What the scores go through value by value, from the end back, in the last block too."""
    for node in reversed([node for node in nodes if node.enabled]):
        if is_block(node.op):
            for _, inner in branches(node.op):
                yield from _after_the_weights(inner)
        if not isinstance(node.op, PER_VALUE):
            return
        yield node


def _neighbours(nodes: Nodes) -> Iterator[Advice]:
    """What two layers of a sequence say together, with only layers between that change nothing about it."""
    before, weighed = None, None  # the last that changes statistics; the last that computes
    for node in nodes:
        op, kind = node.op, type(node.op)
        if kind is Flatten:
            continue
        if kind is BatchNorm and before in DROPOUTS:
            yield Advice(
                node.id,
                "Dropout just before batch normalisation shifts the statistics that it learns: put it after.",
                "dropout before batch norm",
            )
        if kind is weighed is Linear:
            yield Advice(
                node.id,
                "Two linear layers with no activation between them can do no more than one.",
                "no activation",
            )
        before = before if isinstance(op, Activation) else kind
        weighed = weighed if kind in PASSING else kind


def _heavy(analysis: Analysis, instances: list[Instance]) -> Iterator[Advice]:
    """Only beside convolutions: in a stack of linear layers the first one always holds most."""
    if not any(isinstance(one.node.op, Conv2d) for one in instances):
        return
    weights: Counter[Node] = Counter()
    for one in instances:
        if isinstance(one.node.op, Linear):
            weights[one.node] += one.parameters
    for node, parameters in weights.items():
        if parameters and parameters >= HEAVY * analysis.parameters:
            share = f"{100 * parameters / analysis.parameters:.0f} %"
            yield Advice(
                node.id,
                f"This layer holds {share} of all parameters: more pooling before it saves most.",
                "heavy linear",
            )


def _large_kernels(instances: list[Instance]) -> Iterator[Advice]:
    for one in instances:
        op, maps = one.node.op, (one.input or ())[1:]
        if not isinstance(op, Layer) or not one.node.enabled or one.output is None or len(maps) != 2:
            continue  # switched off, it may have no maps before it
        reach = tuple(window.kernel for window in op.window(maps) or ())
        if any(kernel > places for kernel, places in zip(reach, maps, strict=False)):
            yield Advice(
                one.node.id,
                f"The kernel covers {spelled(reach)}, more than the {spelled(maps)} map: its edge meets only padding.",
                "kernel larger than map",
            )


def _blind(analysis: Analysis, instances: list[Instance]) -> Iterator[Advice]:
    """A mean over maps whose values each see only a part of the image knows nothing of how the parts stand."""
    kinds = {type(one.node.op) for one in instances}
    if not {Conv2d, GlobalAvgPool} <= kinds:
        return
    layers = [one for one in instances if not is_block(one.node.op)]
    for before, one in pairwise(layers):
        if not isinstance(one.node.op, GlobalAvgPool) or not one.node.enabled:
            continue
        field = analysis.receptive_field(before.address)
        if field is not None and not field.covers:
            yield Advice(
                one.node.id,
                f"Each value averaged here sees {spelled(field.size)} of the image's {spelled(analysis.input[1:])} "
                "pixels: deeper or with larger strides it would see the whole.",
                "never sees the image",
            )


def _large(analysis: Analysis, instances: list[Instance]) -> Iterator[Advice]:
    """What a person may not have meant, as it takes more memory than all the networks that one learns from."""
    for one in instances:
        batch = analysis.batch or 1
        weights, output = one.parameters * VALUE_BYTES, one.activations * batch * VALUE_BYTES
        if max(weights, output) < MUCH or is_block(one.node.op):
            continue
        if weights >= MUCH:
            text = f"Its weights take {spoken_bytes(weights)}, and training needs that about five times."
            yield Advice(one.node.id, text, "much memory")
        else:
            text = f"Its output takes {spoken_bytes(output)} for a batch of {batch:,}, and training needs that twice."
            yield Advice(one.node.id, text, "much memory")
