"""Fixes: pure edits that may mend a problem, the most likely first. Whether one does is tried by the analysis."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import gcd
from typing import TypeAlias, assert_never

from engine.analysis.measuring import Measured, output_of
from engine.network.addresses import Copies
from engine.network.layers import (
    AdaptiveAvgPool2d,
    Conv2d,
    Dropout,
    Dropout2d,
    Flatten,
    GlobalAvgPool,
    Layer,
    Linear,
    PadChannels,
    Pool2d,
)
from engine.network.network import Gap, Network
from engine.network.nodes import LayerOp, NewId, Node, Nodes, Repeat, Residual, random_ids, with_op
from engine.network.presets import linear_shortcut, nodes_of, pad_shortcut, projection_shortcut
from engine.network.shapes import Misfit, MisfitKind, Pair, Shape, pair

Edit: TypeAlias = Callable[[Network, NewId], Network]

LARGEST_STRIDE = 64
PAD_TEXT = "Pad the channels in its shortcut"
PROJECTION_TEXT = "Make its shortcut a projection"


@dataclass(frozen=True)
class Fix:
    """An edit that mends a problem, and what it does in a few words, e.g. "Insert Flatten before it".

    `output` is what then comes out of the mended layer, or of the network where that is mended as a whole; None where
    the layer goes, or where nobody has tried the fix.
    """

    text: str
    edit: Edit
    output: Shape | None = None

    def apply(self, network: Network, new_id: NewId | None = None) -> Network:
        """The network with the fix, or as it is when the place for it has gone.

        New nodes get random ids, or those of `new_id`. Raises NetworkError or ProjectError where it is not allowed.
        """
        try:
            return self.edit(network, new_id or random_ids(taken=network.ids))
        except KeyError:
            return network


def fixes_for(misfit: Misfit, one: Measured, copies: Copies, network: Network) -> Iterator[Fix]:
    """What may mend the misfit of this instance."""
    shape, op, node_id = one.input, one.node.op, one.node.id
    if shape is None:
        return
    match op:
        case Residual():
            yield from _for_paths(node_id, op, one)
        case Repeat():
            pass  # has no misfit of its own
        case Layer():
            yield from _for_layer(misfit, node_id, op, shape, network)
        case _:
            assert_never(op)
    yield from _fewer_copies(node_id, copies, network)
    yield Fix("Remove it", lambda network, _: network.remove({node_id}))


def _for_layer(misfit: Misfit, node_id: str, op: LayerOp, shape: Shape, network: Network) -> Iterator[Fix]:
    match misfit.kind:
        case "needs vector":
            yield _insert_before(node_id, "Insert Flatten before it", Flatten())
            yield _insert_before(node_id, "Insert global average pooling before it", GlobalAvgPool())
        case "needs maps":
            yield from _for_vector(node_id, op, network)
        case "kernel too large" | "groups" | "same" | "padding" | "channels" | "too large":
            yield from _for_settings(misfit.kind, node_id, op, shape)
        case "one value":
            pass  # the batch may grow, which is no edit of the network
        case "unequal paths" | "output" | "input" | "too deep" | "too many":
            pass  # of blocks and whole networks
        case _:
            assert_never(misfit.kind)


def _for_settings(kind: MisfitKind, node_id: str, op: LayerOp, shape: Shape) -> Iterator[Fix]:
    """Other settings of the layer itself, where it is one whose settings are known to mend this."""
    match kind, op:
        case "kernel too large", Conv2d() | Pool2d():
            yield from _for_kernel(node_id, op, shape)
        case "groups", Conv2d():
            yield from _for_groups(node_id, op, shape[0])
        case "same", Conv2d():
            yield _change(node_id, "Set stride to 1", stride=(1, 1))
            yield _padding(node_id, tuple((reach - 1) // 2 for reach in op.reach))
        case "padding", Pool2d():
            yield _padding(node_id, tuple(min(p, k // 2) for p, k in zip(op.padding, op.kernel, strict=True)))
        case "channels", PadChannels():
            yield _change(node_id, f"Set channels to {shape[0]}", channels=shape[0])
        case "too large", _:
            yield from _for_size(node_id, op)


def _insert_before(node_id: str, text: str, *ops: LayerOp) -> Fix:
    return Fix(text, lambda network, new_id: network.insert(network.gap(node_id), nodes_of(new_id, *ops)))


def _change(node_id: str, text: str, **fields: object) -> Fix:
    return Fix(text, lambda network, _: network.change({node_id}, **fields))


def _padding(node_id: str, padding: Pair) -> Fix:
    return _change(node_id, f"Set padding to {pair(padding)}", padding=padding)


def _for_vector(node_id: str, op: LayerOp, network: Network) -> Iterator[Fix]:
    """A layer for maps gets a vector: the layer before it that makes one may go, or come later."""
    before = network.sequence(network.gap(node_id))[: network.gap(node_id).index]
    makers = [node for node in before if isinstance(node.op, Flatten | GlobalAvgPool | Linear) and node.enabled]
    if isinstance(op, Dropout2d):
        yield _replace(node_id, f"Make it {Dropout.title}", Dropout(op.probability))
    if makers and isinstance(makers[0].op, Flatten | GlobalAvgPool):
        first = makers[0]
        yield Fix(f"Move it before {first.label}", lambda network, _: network.move({node_id}, network.gap(first.id)))
        yield Fix(f"Remove {first.label} before it", lambda network, _: network.remove({first.id}))


def _replace(node_id: str, text: str, op: LayerOp) -> Fix:
    def edit(network: Network, _: NewId) -> Network:
        node = network.find(node_id)
        return network if node is None else network.replace(with_op(node, op))

    return Fix(text, edit)


def _for_kernel(node_id: str, op: Conv2d | Pool2d, shape: Shape) -> Iterator[Fix]:
    reach = op.reach if isinstance(op, Conv2d) else op.kernel
    sides = op.sides if isinstance(op, Conv2d) else op.padding
    padded = tuple(size + 2 * padding for size, padding in zip(shape[1:], sides, strict=True))
    dilation = op.dilation if isinstance(op, Conv2d) else (1, 1)
    fitting = tuple(min(k, (p - 1) // d + 1) for k, p, d in zip(op.kernel, padded, dilation, strict=True))
    yield _change(node_id, f"Set kernel to {pair(fitting)}", kernel=fitting)
    if isinstance(op, Conv2d) and op.dilation != (1, 1):
        yield _change(node_id, "Set dilation to 1", dilation=(1, 1))
    yield _padding(node_id, tuple(max(0, -(-(r - s) // 2)) for r, s in zip(reach, shape[1:], strict=True)))
    if isinstance(op, Conv2d) and op.stride == (1, 1):
        yield _change(node_id, "Set padding to “same”", padding="same")


def _for_groups(node_id: str, op: Conv2d, channels: int) -> Iterator[Fix]:
    fitting = gcd(channels, op.filters, op.groups)
    for groups in dict.fromkeys((fitting, gcd(channels, op.filters), 1)):
        yield _change(node_id, f"Set groups to {groups}", groups=groups)
    if channels % op.groups == 0:
        filters = -(-op.filters // op.groups) * op.groups
        yield _change(node_id, f"Set filters to {filters}", filters=filters)


def _for_size(node_id: str, op: LayerOp) -> Iterator[Fix]:
    if isinstance(op, Linear):
        yield _change(node_id, "Set units to “classes”", units="classes")
    if isinstance(op, AdaptiveAvgPool2d):
        yield _change(node_id, "Set output size to 1", size=(1, 1))
    if isinstance(op, Conv2d) and op.padding != (0, 0):
        yield _padding(node_id, (0, 0))


def _for_paths(node_id: str, op: Residual, one: Measured) -> Iterator[Fix]:
    """The paths of a residual block differ: another shortcut, a body that keeps the size, or no block."""
    body = output_of(one.inside[0], one.input)
    if body is None or one.input is None:
        return
    if op.shortcut:
        yield _shortcut(node_id, "Remove the layers of its shortcut", lambda _: ())
    yield from _fitting_shortcuts(node_id, one.input, body)
    if any(_is_plain(node) for node in op.body):
        yield from _same_size(node_id, op, body[0])
    yield Fix("Keep its body alone", lambda network, _: network.unwrap(node_id))


def _same_size(node_id: str, op: Residual, channels: int) -> Iterator[Fix]:
    """Convolutions of the body keep height and width; where the channels differ, the shortcut follows."""
    plain = {node.id for node in op.body if _is_plain(node)}
    same = Fix("Set padding in its body to “same”", lambda network, _: network.change(plain, padding="same"))
    yield same
    yield _both(same, _shortcut(node_id, PAD_TEXT, lambda new_id: pad_shortcut(new_id, channels)))
    yield _both(same, _shortcut(node_id, PROJECTION_TEXT, lambda new_id: projection_shortcut(new_id, channels)))


def _both(first: Fix, second: Fix) -> Fix:
    text = f"{first.text} and {second.text[:1].lower()}{second.text[1:]}"
    return Fix(text, lambda network, new_id: second.edit(first.edit(network, new_id), new_id))


def _is_plain(node: Node) -> bool:
    return isinstance(node.op, Conv2d) and node.op.stride == (1, 1)


def _fitting_shortcuts(node_id: str, shape: Shape, body: Shape) -> Iterator[Fix]:
    if len(body) == 1:
        flat: tuple[LayerOp, ...] = (Flatten(),) if len(shape) == 3 else ()
        yield _shortcut(
            node_id,
            "Make its shortcut a linear projection",
            lambda new_id: (*nodes_of(new_id, *flat), *linear_shortcut(new_id, body[0])),
        )
        return
    if len(shape) == 1 or (stride := _stride(shape, body)) is None:
        return
    if body[0] >= shape[0]:
        yield _shortcut(node_id, PAD_TEXT, lambda new_id: pad_shortcut(new_id, body[0], stride))
    yield _shortcut(node_id, PROJECTION_TEXT, lambda new_id: projection_shortcut(new_id, body[0], stride))


def _shortcut(node_id: str, text: str, nodes: Callable[[NewId], Nodes]) -> Fix:
    def edit(network: Network, new_id: NewId) -> Network:
        node = network.find(node_id)
        if node is None or not isinstance(node.op, Residual):
            return network
        return network.replace(with_op(node, Residual(node.op.body, nodes(new_id))))

    return Fix(text, edit)


def _stride(shape: Shape, body: Shape) -> Pair | None:
    """The stride that takes height and width of `shape` to those of `body`: ceil(size / stride)."""
    found = []
    for size, wanted in zip(shape[1:], body[1:], strict=True):
        stride = next((s for s in range(1, LARGEST_STRIDE + 1) if -(-size // s) == wanted), None)
        if stride is None:
            return None
        found.append(stride)
    return tuple(found)


def _fewer_copies(node_id: str, copies: Copies, network: Network) -> Iterator[Fix]:
    """The problem is not in the first copy: repeat only as often as it works."""
    around = [block for block in network.ancestors(node_id) if isinstance(_op(network, block), Repeat)]
    for repeat, copy in zip(reversed(around), reversed(copies), strict=False):
        if copy > 0:
            times = "once" if copy == 1 else f"{copy} times"
            yield _change(repeat, f"Repeat it only {times}", times=copy)


def _op(network: Network, node_id: str) -> object:
    node = network.find(node_id)
    return None if node is None else node.op


def fixes_for_output(network: Network, output: Shape) -> Iterator[Fix]:
    """What may make the network give one value for each class."""
    last = next((node for node in reversed(network.nodes) if isinstance(node.op, Linear) and node.enabled), None)
    if last is not None:
        last_id = last.id
        yield _change(last_id, f"Set units of {last.label} to “classes”", units="classes")
    if len(output) == 3:
        yield _append("Add Flatten at the end", Flatten())
        yield _append("Add Flatten and Linear (classes) at the end", Flatten(), Linear())
        yield _append("Add global average pooling and Linear (classes) at the end", GlobalAvgPool(), Linear())
    else:
        yield _append("Add Linear (classes) at the end", Linear())


def _append(text: str, *ops: LayerOp) -> Fix:
    return Fix(text, lambda network, new_id: network.insert(Gap(None, len(network.nodes)), nodes_of(new_id, *ops)))


def fixes_for_extent(network: Network, instances: int, most: int) -> Iterator[Fix]:
    """What may make a network of too many instances smaller: fewer copies of one block, or no copies at all."""
    repeats = [node for node in network if isinstance(node.op, Repeat)]
    for node in repeats:
        times = max(1, node.op.times * most // instances) if isinstance(node.op, Repeat) else 1
        yield _change(node.id, f"Set times of {node.label} to {times}", times=times)
    ids = {node.id for node in repeats}
    yield Fix("Set times of all blocks to 1", lambda network, _: network.change(ids, times=1))
