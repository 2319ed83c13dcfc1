import re
from math import prod

import pytest
from hypothesis import given, settings

from engine.analysis.analysis import analyse
from engine.inspection.size_arithmetic import output_arithmetic
from engine.network.layers import (
    AdaptiveAvgPool2d,
    Conv2d,
    Flatten,
    GlobalAvgPool,
    Linear,
    MaxPool2d,
    PadChannels,
    Pool2d,
    ReLU,
)
from engine.network.network import Network
from engine.network.nodes import Node, Residual
from tests.engine.network.strategies import cases


def instance(op, shape, **switches):
    node = Node("nlayer", op, **switches)
    return analyse(Network((node,)), shape, 10).instances["nlayer"]


@pytest.mark.parametrize(
    ("op", "shape", "lines"),
    [
        (
            Conv2d(6, (5, 5), padding=(2, 2)),
            (1, 28, 28),
            ("(28 + 2·2 − 5) / 1 + 1 = 28", "6 filters: one map each = 6 channels"),
        ),
        (
            Conv2d(4, (3, 3), (2, 2)),
            (1, 28, 28),
            ("(28 + 2·0 − 3) / 2 + 1 = 13.5, rounded down to 13", "4 filters: one map each = 4 channels"),
        ),
        (
            Conv2d(4, (3, 3), dilation=(2, 2)),
            (1, 9, 8),
            (
                "Height: (9 + 2·0 − (2·(3 − 1) + 1)) / 1 + 1 = 5",
                "Width: (8 + 2·0 − (2·(3 − 1) + 1)) / 1 + 1 = 4",
                "4 filters: one map each = 4 channels",
            ),
        ),
        (Conv2d(4, padding="same"), (1, 9, 8), ("“same” keeps 9×8", "4 filters: one map each = 4 channels")),
        (MaxPool2d(), (6, 28, 28), ("(28 + 2·0 − 2) / 2 + 1 = 14",)),
        (MaxPool2d(ceil=True), (6, 7, 7), ("(7 + 2·0 − 2) / 2 + 1 = 3.5, rounded up to 4",)),
        (
            MaxPool2d((2, 2), (3, 3), (1, 1), ceil=True),
            (6, 6, 6),
            ("(6 + 2·1 − 2) / 3 + 1 = 3",),
        ),
        (Flatten(), (16, 5, 5), ("16 · 5 · 5 = 400",)),
        (Linear(), (84,), ("10 units, whatever the input",)),
        (GlobalAvgPool(), (64, 8, 8), ("64 channels: one mean each = 64",)),
        (AdaptiveAvgPool2d((3, 2)), (64, 8, 8), ("3×2, whatever the input",)),
        (PadChannels(32), (16, 8, 8), ("16 + 16 empty = 32 channels",)),
        (ReLU(), (16, 8, 8), ()),
        (Residual(), (16, 8, 8), ()),
        (Linear(), (16, 8, 8), ()),
    ],
)
def test_the_size_of_an_output_is_explained_with_its_numbers(op, shape, lines):
    assert output_arithmetic(instance(op, shape), 10) == lines


def test_a_window_that_would_begin_outside_the_map_is_explained():
    (line,) = output_arithmetic(instance(MaxPool2d((1, 1), (3, 3), ceil=True), (1, 5, 5)), 10)
    assert line.endswith("rounded down to 2: a further window would begin outside the map")


def test_a_disabled_layer_has_no_arithmetic():
    off = instance(Conv2d(), (1, 28, 28), enabled=False)
    assert output_arithmetic(off, 10) == ()


@settings(max_examples=200)
@given(cases())
def test_the_last_number_is_always_the_size_that_comes_out(case):
    for one in analyse(*case).instances.values():
        lines = output_arithmetic(one, case[2])
        if isinstance(one.node.op, Conv2d | Pool2d) and lines and "“same”" not in lines[0]:
            sizes = [int(re.findall(r"\d+", line)[-1]) for line in lines if " / " in line]
            assert tuple(sizes * (3 - len(sizes))) == one.output[1:]
        if isinstance(one.node.op, Flatten) and lines:
            assert lines[0].endswith(f"= {prod(one.output)}")
