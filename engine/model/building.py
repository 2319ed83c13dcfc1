"""From a Network to a Net: each enabled node becomes modules, with the shape that reaches it."""

from __future__ import annotations

from typing import assert_never

from torch import nn

from engine.analysis.analysis import Analysis, analyse, refuse
from engine.analysis.valid_prefix import valid_prefix
from engine.model.initialisation import Initialisation, Norm, initialise, zero_scales
from engine.model.modules import module_of
from engine.model.net import Chain, Net, Parts, Sum
from engine.network.addresses import address
from engine.network.ending import ending
from engine.network.layers import Layer
from engine.network.network import Network
from engine.network.nodes import LayerOp, Node, Nodes, Repeat, Residual, copies_inside
from engine.network.shapes import Shape


def build(
    network: Network,
    shape: Shape,
    classes: int,
    initialisation: Initialisation = "torch",
    seed: int = 0,
    *,
    zero_last_norm: bool = False,
) -> Net:
    """The network for inputs of `shape` (without the batch), its first weights drawn from `seed` alone.

    With `zero_last_norm` the last batch norm in each residual block has the scale zero at first, so that the block is
    its shortcut (Goyal et al. 2017).

    Raises NetworkError when the network has a problem.
    """
    analysis = analyse(network, shape, classes)
    refuse(analysis)
    return _drawn(analysis, initialisation, seed, zero_last_norm=zero_last_norm)


def build_prefix(
    analysis: Analysis, initialisation: Initialisation = "torch", seed: int = 0, *, zero_last_norm: bool = False
) -> Net:
    """The valid prefix of a network, which may give anything: it is there to be looked into, not to answer.

    Weights are drawn in order of execution, so these are the very ones that `build` gives the mended network.
    """
    prefix = analyse(valid_prefix(analysis), analysis.input, analysis.classes)
    return _drawn(prefix, initialisation, seed, zero_last_norm=zero_last_norm)


def unset(network: Network, shape: Shape, classes: int) -> Net:
    """The network with weights that are not set yet, for others to be loaded. Raises NetworkError."""
    analysis = analyse(network, shape, classes)
    refuse(analysis)
    return _assembled(analysis)


def _drawn(analysis: Analysis, initialisation: Initialisation, seed: int, *, zero_last_norm: bool) -> Net:
    assembly = _Assembly(analysis, analysis.classes)
    net = assembly.net()
    initialise(net.layers.values(), initialisation, seed)
    if zero_last_norm:
        zero_scales(assembly.last_norms)
    return net


def _assembled(analysis: Analysis) -> Net:
    return _Assembly(analysis, analysis.classes).net()


class _Sequence:
    """A chain in the making: modules, and before, between and after them the addresses whose output is there."""

    def __init__(self) -> None:
        self.modules: list[nn.Module] = []
        self.marks: list[list[str]] = [[]]

    def add(self, module: nn.Module) -> None:
        self.modules.append(module)
        self.marks.append([])

    def mark(self, where: str) -> None:
        self.marks[-1].append(where)

    def chain(self) -> Chain:
        return Chain(self.modules, self.marks)


class _Assembly:
    """One walk through the nodes in order of execution, gathering layers by address on the way."""

    def __init__(self, analysis: Analysis, classes: int) -> None:
        self.analysis = analysis
        self.classes = classes
        self.layers: dict[str, nn.Module] = {}
        self.frozen: list[nn.Module] = []
        self.last_norms: list[Norm] = []  # of each residual block

    def net(self) -> Net:
        network = self.analysis.network
        return Net(network, self.analysis.input, self.classes, self.parts(network))

    def parts(self, network: Network) -> Parts:
        split = ending(network.nodes)
        stack = self.chain(network.nodes[:split], (), trainable=True)
        end = self.chain(network.nodes[split:], (), trainable=True)
        return Parts(stack, end, self.layers, self.frozen)

    def chain(self, nodes: Nodes, copies: tuple[int, ...], *, trainable: bool) -> Chain:
        sequence = _Sequence()
        self.extend(sequence, nodes, copies, trainable=trainable)
        return sequence.chain()

    def extend(self, sequence: _Sequence, nodes: Nodes, copies: tuple[int, ...], *, trainable: bool) -> None:
        for node in nodes:
            if node.enabled:
                self.enter(sequence, node, copies, trainable=trainable and node.trainable)
            sequence.mark(address(node.id, copies))

    def enter(self, sequence: _Sequence, node: Node, copies: tuple[int, ...], *, trainable: bool) -> None:
        match node.op:
            case Layer() as layer:
                sequence.add(self.layer(layer, address(node.id, copies), trainable=trainable))
            case Repeat() as block:
                for copy in range(block.times):
                    self.extend(sequence, block.body, copies_inside(block, copies, copy), trainable=trainable)
            case Residual() as block:
                body = self.chain(block.body, copies, trainable=trainable)
                last = [one for one in body.modules() if isinstance(one, Norm)][-1:]
                self.last_norms += [one for one in last if one not in self.frozen]  # its scale could never grow
                sequence.add(Sum(body, self.chain(block.shortcut, copies, trainable=trainable)))
            case op:
                assert_never(op)

    def layer(self, op: LayerOp, where: str, *, trainable: bool) -> nn.Module:
        module = module_of(op, self.analysis.instances[where].input or (), self.classes)
        self.layers[where] = module
        if not trainable:
            self.frozen.append(module)
        return module
