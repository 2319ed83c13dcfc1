"""Effects: what each kind of layer does to a digit, computed with numpy from the bundled digits. Without Qt.

Every effect is a row of pictures with a sign between two neighbours, such as digit → kernel → edges, and a few words.
"""

from __future__ import annotations

from functools import cache
from typing import assert_never

import msgspec
import numpy as np

from engine.files import RESOURCES
from engine.network import layers as kinds
from engine.network.layers import Dropout, Dropout2d
from engine.network.nodes import Op, Repeat, Residual
from gui.appearance.numerals import Marks, marks, numeral, plain
from gui.stack.palette.transforms import activated, averaged, blurred, dropped, filtered, largest, normalised, softmax

DIGITS = RESOURCES / "mnist-10k.npz"
CHOSEN = (24, 29, 33, 45)  # a 3, a 2, a 0 and a 6
EDGE = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], float)  # Sobel's: left dark, right bright
KERNELS = (EDGE, EDGE.T, -EDGE, np.array([[0, -1, 0], [-1, 4, -1], [0, -1, 0]], float))
SEED = 3  # of the zeros of dropout
SLOPE = 0.2  # of the leaky ReLU as it is drawn: that of a new one could not be seen
Values = np.ndarray


class Maps(msgspec.Struct, frozen=True):
    """One map (height, width) or several that share a frame; `low` is black and `high` white, or −high blue, high red.

    Without a range it is that of the values.
    """

    values: tuple[Values, ...]
    words: str
    low: float | None = None
    high: float | None = None
    signed: bool = False


class Curve(msgspec.Struct, frozen=True):
    """A function as points (n, 2)."""

    points: Values
    words: str


class Bars(msgspec.Struct, frozen=True):
    """A few numbers; the one at `marked` stands out."""

    values: Values
    words: str
    marked: int


Part = Maps | Curve | Bars


class Effect(msgspec.Struct, frozen=True):
    """Pictures from left to right, the signs between them, and what is to be seen."""

    parts: tuple[Part, ...]
    words: str
    signs: tuple[str, ...] = ("→", "→")


@cache
def digits() -> Values:
    """Four bundled digits, (4, 28, 28), 0 to 1; empty ones where the file is missing."""
    try:
        with np.load(DIGITS) as file:
            found: Values = file["images"][list(CHOSEN)] / 255
    except OSError:
        found = np.zeros((len(CHOSEN), 28, 28))
    return found


def effect(kind: type[Op]) -> Effect:
    """What a kind of layer or block does to a digit."""
    return _made(kind, marks())


@cache
def _made(kind: type[Op], _: Marks) -> Effect:
    """Once, in each style of numbers."""
    return _effect(kind())


def _effect(op: Op) -> Effect:
    match op:
        case kinds.Conv2d():
            return _convolution()
        case kinds.Linear():
            return _linear()
        case kinds.BatchNorm():
            return _batch_norm()
        case kinds.Pooling():
            return _pooling(op)
        case kinds.Activation():
            return _softmax() if isinstance(op, kinds.Softmax) else _activation(op)
        case kinds.Flatten() | kinds.PadChannels():
            return _flatten() if isinstance(op, kinds.Flatten) else _pad_channels()
        case kinds.Dropout() | kinds.Dropout2d():
            return _dropout() if isinstance(op, kinds.Dropout) else _channel_dropout()
        case Residual() | Repeat():
            return _residual() if isinstance(op, Residual) else _repeat()
        case _:
            assert_never(op)


def _pooling(op: kinds.AnyPooling) -> Effect:
    match op:
        case kinds.MaxPool2d():
            return _max_pooling()
        case kinds.AvgPool2d():
            return _average_pooling()
        case kinds.GlobalAvgPool():
            return _global_pooling()
        case kinds.AdaptiveAvgPool2d():
            return _adaptive_pooling()
        case _:
            assert_never(op)


def _digit() -> Maps:
    return Maps((digits()[0],), "28×28", 0, 1)


def _edges(words: str = "edges") -> Maps:
    return Maps((filtered(digits()[0], EDGE),), words, high=3, signed=True)


def _convolution() -> Effect:
    kernel = Maps((EDGE,), "filter 3×3", high=2, signed=True)
    words = (
        "This filter looks for edges: red where it turns bright from left to right, blue where it turns dark. "
        "A new layer starts with random filters and learns its own."
    )
    return Effect((_digit(), kernel, _edges("26×26")), words)


def _max_pooling() -> Effect:
    words = "Of every 2×2 values the largest stays: a quarter of the size, and the strokes stay bright."
    return Effect((_digit(), Maps((largest(digits()[0], 2),), "14×14", 0, 1)), words)


def _average_pooling() -> Effect:
    words = "Every 2×2 values become their mean: a quarter of the size, and the strokes turn softer."
    return Effect((_digit(), Maps((averaged(digits()[0], 2),), "14×14", 0, 1)), words)


def _adaptive_pooling() -> Effect:
    words = "You choose the size that comes out, here 4×4; each value is the mean of its share of the map."
    return Effect((_digit(), Maps((averaged(digits()[0], 7),), "4×4", 0, 1)), words)


def _global_pooling() -> Effect:
    answers = [np.abs(filtered(digits()[0], kernel)) for kernel in KERNELS]
    means = np.array([one.mean() for one in answers])
    words = "Every map becomes one number, its mean: how much of its pattern there is, wherever it is."
    return Effect((Maps(tuple(answers), "4 maps"), Bars(means, "4 numbers", int(means.argmax()))), words)


def _activation(op: kinds.Curve) -> Effect:
    drawn = kinds.LeakyReLU(SLOPE) if isinstance(op, kinds.LeakyReLU) else op
    xs = np.linspace(-3, 3, 121)
    curve = Curve(np.stack([xs, activated(drawn, xs)], axis=1), "out over in")
    after = Maps((activated(drawn, filtered(digits()[0], EDGE)),), "after", high=3, signed=True)
    return Effect((_edges("before"), curve, after), _seen(op))


def _seen(op: kinds.Curve) -> str:
    """What is to be seen of an activation."""
    match op:
        case kinds.ReLU():
            return "What is negative (blue) becomes zero, what is positive (red) stays as it is."
        case kinds.LeakyReLU():
            return (
                "Positive values stay; of negative ones a small share passes: "
                f"{plain(SLOPE)} as drawn, {plain(op.slope)} in a "
                "new layer. So no unit ever falls silent."
            )
        case kinds.ELU():
            return f"Positive values stay; negative ones bend smoothly towards −{plain(op.alpha)}."
        case kinds.GELU():
            return "Large values stay, small ones fade, and a little of the negative side near zero is left."
        case kinds.SiLU():
            return "Much as GELU: smooth everywhere, with a small dip below zero."
        case kinds.Sigmoid():
            return "Everything comes out between 0 and 1, and zero becomes one half: large answers hardly differ."
        case kinds.Tanh():
            return "Everything comes out between −1 and 1: signs stay, and large answers hardly differ."
        case _:
            assert_never(op)


def _softmax() -> Effect:
    scores = np.array([1.0, 3.0, -1.0, 2.0])
    words = "Scores become shares that sum to 1, and the largest gains most. The loss does this already."
    return Effect((Bars(scores, "scores", 1), Bars(softmax(scores), "shares of 1", 1)), words)


def _batch_norm() -> Effect:
    batch = 0.45 + 0.2 * digits()
    after = normalised(batch)
    before_words = f"{numeral(batch.mean(), '.2f')} ± {numeral(batch.std(), '.2f')}"
    words = (
        "A batch of four pale digits. Over the whole batch each channel is brought to mean 0 and spread 1; "
        "two learned numbers then scale and shift it."
    )
    return Effect((Maps(tuple(batch), before_words, 0, 1), Maps(tuple(after), "0 ± 1", -0.5, 2)), words)


def _dropout() -> Effect:
    share = Dropout().probability
    after = dropped(digits()[0], share, np.random.default_rng(SEED))
    words = (
        f"While training, {numeral(100 * share, '.0f')} % of the values, others at each step, are zero; the rest grow "
        f"by 1/{plain(1 - share)}, so that the sum stays about the same. Afterwards all pass unchanged."
    )
    return Effect((_digit(), Maps((after,), "one step", 0, 1 / (1 - share))), words.replace("%", " %"))


def _channel_dropout() -> Effect:
    maps = tuple(filtered(digits()[0], kernel) for kernel in KERNELS)
    after = (maps[0], maps[1] * 0, maps[2], maps[3])
    probability = plain(Dropout2d().probability)
    words = f"While training, each map as a whole is zero with a probability of {probability}: here one."
    both = [Maps(maps, "4 maps", high=3, signed=True), Maps(after, "one step", high=3, signed=True)]
    return Effect(tuple(both), words)


def _flatten() -> Effect:
    band = digits()[0].reshape(1, -1)
    words = "Nothing is computed: row after row, map after map, the values form one vector. Here 28·28 = 784."
    return Effect((_digit(), Maps((band,), "784", 0, 1)), words)


def _pad_channels() -> Effect:
    maps = tuple(filtered(digits()[0], kernel) for kernel in KERNELS)
    after = (maps[0], maps[1], maps[0] * 0, maps[0] * 0)
    both = [Maps(maps[:2], "2 channels", high=3, signed=True), Maps(after, "4 channels", high=3, signed=True)]
    return Effect(tuple(both), "Empty channels are added at the end. It learns nothing and costs nothing.")


def _linear() -> Effect:
    patterns = np.stack([blurred(one) for one in digits()])
    patterns -= patterns.mean(axis=0)
    answers = np.tensordot(patterns, digits()[0], axes=2)
    weights = Maps((patterns[0],), "weights of a unit", high=float(np.abs(patterns[0]).max()), signed=True)
    words = (
        "Each unit multiplies every input by a weight of its own and adds all up. These weights (red +, blue −) answer "
        "most to a 3: the first of four units wins."
    )
    return Effect((_digit(), weights, Bars(answers, "4 units", 0)), words)


def _residual() -> Effect:
    edges = np.pad(filtered(digits()[0], EDGE), 1) / 4
    words = "What the layers inside find is added to what came in. They need to learn only what to change."
    inside = Maps((edges,), "from inside", high=0.75, signed=True)
    return Effect((_digit(), inside, Maps((digits()[0] + edges,), "the sum", -0.5, 1.5)), words, ("+", "="))


def _repeat() -> Effect:
    once = blurred(digits()[0])
    words = "The layers inside run several times in a row, here a blur twice, each time with weights of their own."
    return Effect((_digit(), Maps((once,), "once", 0, 1), Maps((blurred(once),), "twice", 0, 1)), words)
