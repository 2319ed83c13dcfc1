"""Small networks that several tests build."""

from engine.network.layers import (
    AvgPool2d,
    BatchNorm,
    Conv2d,
    Flatten,
    GlobalAvgPool,
    Linear,
    MaxPool2d,
    PadChannels,
    ReLU,
    Tanh,
)
from engine.network.network import Network
from engine.network.nodes import Node, Repeat, Residual

IMAGE = (1, 28, 28)


def node(name, op, **switches):
    """A node whose id is easy to read: "conv" becomes "nconv0"."""
    return Node(f"n{name}".ljust(6, "0"), op, **switches)


def stack(*ops):
    """A plain sequence; ids n00000, n00001, …"""
    return Network(tuple(Node(f"n{index:05}", op) for index, op in enumerate(ops)))


def lenet(*more):
    """LeNet-5 for 28×28, as the lenet5 recipe has it."""
    return stack(
        *(Conv2d(6, (5, 5), padding=(2, 2)), Tanh(), AvgPool2d(), Tanh(), Conv2d(16, (5, 5)), Tanh(), AvgPool2d()),
        *(Tanh(), Flatten(), Linear(120), Tanh(), Linear(84), Tanh(), Linear(), *more),
    )


def block(name, filters, *, stride=1, **switches):
    """A residual block of two convolutions; with a stride it pads its shortcut to the new width."""
    step = (stride, stride)
    shortcut = (MaxPool2d((2, 2), step, ceil=True), PadChannels(filters)) if stride > 1 else ()
    body = (
        node(f"{name}ca", Conv2d(filters, (3, 3), step, (1, 1), bias=False)),
        node(f"{name}na", BatchNorm()),
        node(f"{name}ra", ReLU()),
        node(f"{name}cb", Conv2d(filters, (3, 3), (1, 1), (1, 1), bias=False)),
        node(f"{name}nb", BatchNorm()),
    )
    return node(name, Residual(body, tuple(node(f"{name}s{i}", op) for i, op in enumerate(shortcut))), **switches)


def resnet(blocks=3):
    """The ResNet of 6 · blocks + 2 layers for CIFAR-10 of He et al. 2015, with padded shortcuts."""
    stem = (
        node("stem", Conv2d(16, (3, 3), padding=(1, 1), bias=False)),
        node("snorm", BatchNorm()),
        node("srelu", ReLU()),
    )
    first = node("one", Repeat((block("a", 16), node("arelu", ReLU())), blocks))
    wider = [part for name, filters in (("b", 32), ("c", 64)) for part in _stage(name, filters, blocks)]
    return Network((*stem, first, *wider, node("pool", GlobalAvgPool()), node("last", Linear())))


def _stage(name, filters, blocks):
    rest = Repeat((block(f"{name}b", filters), node(f"{name}br", ReLU())), blocks - 1)
    return block(f"{name}a", filters, stride=2), node(f"{name}ar", ReLU()), node(f"{name}rest", rest)
