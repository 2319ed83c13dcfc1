"""Small networks that the tests of the stack share."""

from engine.network.layers import AvgPool2d, BatchNorm, Conv2d, Flatten, GlobalAvgPool, Linear, ReLU, Tanh
from engine.network.network import Network
from engine.network.nodes import NewId, Node, Op, Repeat, Residual, random_ids
from engine.network.presets import pad_shortcut


def nodes(new_id: NewId, *ops: Op) -> tuple[Node, ...]:
    return tuple(Node(new_id(), op) for op in ops)


def lenet() -> Network:
    return Network(
        nodes(
            random_ids(1),
            Conv2d(6, (5, 5), padding=(2, 2)), Tanh(), AvgPool2d(), Tanh(), Conv2d(16, (5, 5)), Tanh(), AvgPool2d(),
            Tanh(), Flatten(), Linear(120), Tanh(), Linear(84), Tanh(), Linear(),
        )
    )  # fmt: skip


def block(new_id: NewId, channels: int, stride: int = 1) -> Node:
    first = Conv2d(channels, (3, 3), (stride, stride), (1, 1), bias=False)
    second = Conv2d(channels, (3, 3), (1, 1), (1, 1), bias=False)
    body = nodes(new_id, first, BatchNorm(), ReLU(), second, BatchNorm())
    return Node(new_id(), Residual(body, pad_shortcut(new_id, channels, (stride, stride)) if stride > 1 else ()))


def resnet(times: int = 3) -> Network:
    """A small residual network on digits: identity and padded shortcuts, repeats."""
    new_id = random_ids(2)
    stem = nodes(new_id, Conv2d(8, (3, 3), padding=(1, 1), bias=False), BatchNorm(), ReLU())
    first = Node(new_id(), Repeat((block(new_id, 8), *nodes(new_id, ReLU())), times))
    second = (block(new_id, 16, 2), *nodes(new_id, ReLU(), GlobalAvgPool(), Linear()))
    return Network((*stem, first, *second))
