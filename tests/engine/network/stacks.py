"""Networks that several tests use, written out."""

from engine.network import layers
from engine.network.network import Network
from engine.network.nodes import Node, Repeat, Residual
from engine.network.presets import pad_shortcut
from tests.engine.network.strategies import counted_ids


def stack(*ops, new_id=None):
    """A network of these layers and blocks, ids n00000, n00001, … in order."""
    new_id = new_id or counted_ids()
    return Network(tuple(Node(new_id(), op) for op in ops))


def nodes(new_id, *ops):
    return tuple(Node(new_id(), op) for op in ops)


def lenet():
    """LeNet-5 as taught: 61,706 parameters."""
    pool = layers.AvgPool2d()
    return stack(
        layers.Conv2d(6, (5, 5), padding=(2, 2)), layers.Tanh(), pool, layers.Tanh(),
        layers.Conv2d(16, (5, 5)), layers.Tanh(), pool, layers.Tanh(), layers.Flatten(),
        layers.Linear(120), layers.Tanh(), layers.Linear(84), layers.Tanh(), layers.Linear(),
    )  # fmt: skip


def resnet(blocks, *, rolled=False):
    """A CIFAR ResNet of 6 × blocks + 2 layers with padded shortcuts, He et al. 2015; `rolled` uses Repeats."""
    new_id = counted_ids()
    found = nodes(new_id, _conv(16), layers.BatchNorm(), layers.ReLU())
    for stage, channels in enumerate((16, 32, 64)):
        first = _block(new_id, channels, (2, 2) if stage else (1, 1))
        found += nodes(new_id, first, layers.ReLU())
        if rolled and blocks > 1:
            body = nodes(new_id, _block(new_id, channels, (1, 1)), layers.ReLU())
            found += nodes(new_id, Repeat(body, blocks - 1))
            continue
        for _ in range(blocks - 1):
            found += nodes(new_id, _block(new_id, channels, (1, 1)), layers.ReLU())
    return Network(found + nodes(new_id, layers.GlobalAvgPool(), layers.Linear()))


def _conv(channels, stride=(1, 1)):
    return layers.Conv2d(channels, stride=stride, padding=(1, 1), bias=False)


def _block(new_id, channels, stride):
    body = nodes(
        new_id, _conv(channels, stride), layers.BatchNorm(), layers.ReLU(), _conv(channels), layers.BatchNorm()
    )
    return Residual(body, pad_shortcut(new_id, channels, stride) if stride != (1, 1) else ())
