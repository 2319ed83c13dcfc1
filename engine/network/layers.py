"""The layers: one typed, frozen struct each, with bounds, labels and help on its fields and its output for an input.

Every `output(shape, classes)` takes and gives shapes without the batch and returns a Misfit, in words, where the layer
cannot take its input. Costs: `parameters` counts weights and biases, `multiply_adds` those of convolution and linear
layers without bias, both for an input that fits.
"""

from __future__ import annotations

from math import prod
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from engine.network.shapes import Misfit, Pair, Shape, pair, pooled, spelled, windows
from engine.typed import Document

Kernel = Annotated[int, Meta(ge=1, le=255)]
Stride = Annotated[int, Meta(ge=1, le=64)]
Padding = Annotated[int, Meta(ge=0, le=255)]
Side = Annotated[int, Meta(ge=1, le=4096)]


def _two(title: str, description: str) -> Meta:
    return Meta(min_length=2, max_length=2, title=title, description=description)


KernelSize = Annotated[
    tuple[Kernel, ...], _two("Kernel size", "Height and width of the window that slides over the map.")
]
Strides = Annotated[tuple[Stride, ...], _two("Stride", "How far the window moves: 2 halves height and width.")]
PoolPadding = Annotated[
    tuple[Padding, ...], _two("Padding", "Rows and columns added on each side; at most half the kernel.")
]
ConvPadding = Annotated[
    Literal["same"] | Annotated[tuple[Padding, ...], Meta(min_length=2, max_length=2)],
    Meta(title="Padding", description="Zeros added on each side; “same” keeps height and width at stride 1."),
]
Dilation = Annotated[
    tuple[Stride, ...], _two("Dilation", "Distance between the taps of the kernel; 1 is a plain kernel.")
]
OutputSize = Annotated[tuple[Side, ...], _two("Output size", "Height and width of the result, whatever the input.")]
Probability = Annotated[
    float, Meta(ge=0, lt=1, title="Probability", description="Share of the values set to zero while training.")
]
Bias = Annotated[bool, Meta(title="Bias", description="Adds a learned constant to every output.")]


class Layer(Document, frozen=True, tag_field="kind"):
    """Base of all layers: by default one that leaves shapes as they are and learns nothing."""

    title: ClassVar[str] = ""
    help: ClassVar[str] = ""
    group: ClassVar[str] = (
        ""  # "convolution" | "pooling" | "activation" | "dense" | "normalisation" | "shape" | "regularisation"
    )

    def output(self, shape: Shape, classes: int) -> Shape | Misfit:
        """The shape that comes out, or why the layer cannot take `shape`; `classes` is the data's number of classes."""
        return shape

    def parameters(self, shape: Shape, classes: int) -> int:
        """Learned numbers, biases included, for an input that fits."""
        return 0

    def multiply_adds(self, shape: Shape, classes: int) -> int:
        """Multiplications of one image's forward pass, without bias, for an input that fits."""
        return 0

    def brief(self) -> str:
        """The settings in a few characters for a card, e.g. "16 · 5×5 · pad 2"."""
        return ""


def _needs_maps(shape: Shape, who: str) -> Misfit | None:
    if len(shape) == 3:
        return None
    return Misfit(f"{who} needs maps (channels × height × width) but gets a vector of {spelled(shape)}.", "needs maps")


def _needs_vector(shape: Shape, who: str) -> Misfit | None:
    if len(shape) == 1:
        return None
    return Misfit(f"{who} needs a vector but gets maps of {spelled(shape)}.", "needs vector")


def _too_large(kernel: Pair, shape: Shape, padding: Pair) -> Misfit:
    padded = (shape[1] + 2 * padding[0], shape[2] + 2 * padding[1])
    around = f", {spelled(padded)} with padding" if any(padding) else ""
    return Misfit(
        f"The kernel of {spelled(kernel)} is larger than the map of {spelled(shape[1:])}{around}.", "kernel too large"
    )


class Conv2d(Layer, frozen=True, tag="Conv2d"):
    """A convolution: each filter slides over all channels and gives one map."""

    title: ClassVar[str] = "Convolution"
    group: ClassVar[str] = "convolution"
    help: ClassVar[str] = "Small learned filters slide over the image and mark where they find their pattern."

    filters: Annotated[
        int, Meta(ge=1, le=4096, title="Filters", description="How many patterns are looked for: one map each.")
    ] = 16
    kernel: KernelSize = (3, 3)
    stride: Strides = (1, 1)
    padding: ConvPadding = (0, 0)
    dilation: Dilation = (1, 1)
    groups: Annotated[
        int, Meta(ge=1, le=4096, title="Groups", description="Splits the channels; must divide them and the filters.")
    ] = 1
    bias: Bias = True

    def output(self, shape: Shape, classes: int) -> Shape | Misfit:
        """(filters, height, width) by torch's window arithmetic."""
        if problem := _needs_maps(shape, "A convolution") or self._misfit(shape):
            return problem
        if self.padding == "same":
            return (self.filters, shape[1], shape[2])
        height, width = (
            windows(shape[side + 1], self.kernel[side], self.stride[side], self.padding[side], self.dilation[side])
            for side in (0, 1)
        )
        if height < 1 or width < 1:
            return _too_large(self.reach, shape, self.sides)
        return (self.filters, height, width)

    def _misfit(self, shape: Shape) -> Misfit | None:
        if shape[0] % self.groups or self.filters % self.groups:
            return Misfit(
                f"{self.groups} groups do not divide {shape[0]} input channels and {self.filters} filters.", "groups"
            )
        if self.padding == "same" and self.stride != (1, 1):
            return Misfit("“same” padding needs stride 1, because a larger stride makes the map smaller.", "same")
        return None

    @property
    def reach(self) -> Pair:
        """Height and width that the dilated kernel covers."""
        return tuple(d * (k - 1) + 1 for d, k in zip(self.dilation, self.kernel, strict=True))

    @property
    def sides(self) -> Pair:
        """Padding in numbers: above and below, left and right; 0 for "same"."""
        return (0, 0) if self.padding == "same" else self.padding

    def parameters(self, shape: Shape, classes: int) -> int:
        """Weights filters × channels / groups × kernel, and a bias for each filter."""
        return self.filters * (shape[0] // self.groups * prod(self.kernel) + self.bias)

    def multiply_adds(self, shape: Shape, classes: int) -> int:
        """Weights × positions."""
        out = self.output(shape, classes)
        return 0 if isinstance(out, Misfit) else prod(out) * (shape[0] // self.groups) * prod(self.kernel)

    def brief(self) -> str:
        """Filters, kernel and what differs from the plain case."""
        parts = [str(self.filters), spelled(self.kernel)]
        if self.stride != (1, 1):
            parts.append(f"stride {pair(self.stride)}")
        if self.padding == "same":
            parts.append("same")
        elif any(self.padding):
            parts.append(f"pad {pair(self.sides)}")
        if self.dilation != (1, 1):
            parts.append(f"dilation {pair(self.dilation)}")
        if self.groups > 1:
            parts.append(f"{self.groups} groups")
        return " · ".join(parts)


class Pool2d(Layer, frozen=True):
    """What max and average pooling share."""

    group: ClassVar[str] = "pooling"

    kernel: KernelSize = (2, 2)
    stride: Strides = (2, 2)
    padding: PoolPadding = (0, 0)
    ceil: Annotated[
        bool, Meta(title="Round up", description="Keeps a last window that only partly lies on the map.")
    ] = False

    def output(self, shape: Shape, classes: int) -> Shape | Misfit:
        """(channels, height, width) by torch's pooling arithmetic."""
        if problem := _needs_maps(shape, "Pooling"):
            return problem
        if any(p > k // 2 for p, k in zip(self.padding, self.kernel, strict=True)):
            return Misfit(
                f"Padding {pair(self.padding)} is more than half the kernel of {spelled(self.kernel)}.", "padding"
            )
        height, width = (
            pooled(shape[side + 1], self.kernel[side], self.stride[side], self.padding[side], ceil=self.ceil)
            for side in (0, 1)
        )
        if height < 1 or width < 1:
            return _too_large(self.kernel, shape, self.padding)
        return (shape[0], height, width)

    def brief(self) -> str:
        """Kernel, and what differs from the plain case of windows side by side."""
        parts = [spelled(self.kernel)]
        if self.stride != self.kernel:
            parts.append(f"stride {pair(self.stride)}")
        if any(self.padding):
            parts.append(f"pad {pair(self.padding)}")
        if self.ceil:
            parts.append("round up")
        return " · ".join(parts)


class MaxPool2d(Pool2d, frozen=True, tag="MaxPool2d"):
    """Keeps the largest value of each window."""

    title: ClassVar[str] = "Max pooling"
    help: ClassVar[str] = "Keeps the strongest answer of each window: smaller maps that care less about exact places."


class AvgPool2d(Pool2d, frozen=True, tag="AvgPool2d"):
    """Takes the mean of each window; padding counts as zeros, as torch's default does."""

    title: ClassVar[str] = "Average pooling"
    help: ClassVar[str] = "Replaces each window by its mean: smaller, smoother maps."


class GlobalAvgPool(Layer, frozen=True, tag="GlobalAvgPool"):
    """One number for each map: its mean."""

    title: ClassVar[str] = "Global average pooling"
    group: ClassVar[str] = "pooling"
    help: ClassVar[str] = "Reduces each map to its mean, giving a vector with one value for each channel."

    def output(self, shape: Shape, classes: int) -> Shape | Misfit:
        """(channels,)."""
        return _needs_maps(shape, "Global average pooling") or shape[:1]


class AdaptiveAvgPool2d(Layer, frozen=True, tag="AdaptiveAvgPool2d"):
    """Averages to a fixed height and width."""

    title: ClassVar[str] = "Adaptive average pooling"
    group: ClassVar[str] = "pooling"
    help: ClassVar[str] = "Averages to a height and width you choose, whatever the size of the input."

    size: OutputSize = (1, 1)

    def output(self, shape: Shape, classes: int) -> Shape | Misfit:
        """(channels, *size)."""
        return _needs_maps(shape, "Adaptive average pooling") or (shape[0], *self.size)

    def brief(self) -> str:
        """The size."""
        return f"to {spelled(self.size)}"


class Flatten(Layer, frozen=True, tag="Flatten"):
    """All values of all maps in one vector."""

    title: ClassVar[str] = "Flatten"
    group: ClassVar[str] = "shape"
    help: ClassVar[str] = "Lays all maps out as one long vector, which linear layers need."

    def output(self, shape: Shape, classes: int) -> Shape | Misfit:
        """(features,)."""
        return (prod(shape),)


class PadChannels(Layer, frozen=True, tag="PadChannels"):
    """Zero channels added at the end, up to a number of channels."""

    title: ClassVar[str] = "Pad channels"
    group: ClassVar[str] = "shape"
    help: ClassVar[str] = "Adds empty channels at the end, so that a shortcut fits a wider block without any weights."

    channels: Annotated[int, Meta(ge=1, le=4096, title="Channels", description="Number of channels after padding.")] = (
        32
    )

    def output(self, shape: Shape, classes: int) -> Shape | Misfit:
        """(channels, height, width)."""
        if problem := _needs_maps(shape, "Pad channels"):
            return problem
        if self.channels < shape[0]:
            return Misfit(f"Padding to {self.channels} channels cannot take away any of the {shape[0]}.", "channels")
        return (self.channels, *shape[1:])

    def brief(self) -> str:
        """The channels."""
        return f"to {self.channels}"


class Linear(Layer, frozen=True, tag="Linear"):
    """Every output is a weighted sum of all inputs."""

    title: ClassVar[str] = "Linear"
    group: ClassVar[str] = "dense"
    help: ClassVar[str] = "Each unit weighs all inputs: turns what was found into an answer."

    units: Annotated[
        Annotated[int, Meta(ge=1, le=65536)] | Literal["classes"],
        Meta(title="Units", description="How many outputs; “classes” follows the data set."),
    ] = "classes"
    bias: Bias = True

    def width(self, classes: int) -> int:
        """The units in numbers."""
        return classes if self.units == "classes" else self.units

    def output(self, shape: Shape, classes: int) -> Shape | Misfit:
        """(units,)."""
        return _needs_vector(shape, "A linear layer") or (self.width(classes),)

    def parameters(self, shape: Shape, classes: int) -> int:
        """Weights units × features, and a bias for each unit."""
        return self.width(classes) * (shape[0] + self.bias)

    def multiply_adds(self, shape: Shape, classes: int) -> int:
        """One for each weight."""
        return self.width(classes) * shape[0]

    def brief(self) -> str:
        """The units."""
        return str(self.units)


class BatchNorm(Layer, frozen=True, tag="BatchNorm"):
    """Centres and scales each channel by the statistics of the batch; 1d for vectors, 2d for maps."""

    title: ClassVar[str] = "Batch normalisation"
    group: ClassVar[str] = "normalisation"
    help: ClassVar[str] = "Keeps every channel at mean 0 and spread 1 over the batch, so that training goes faster."

    momentum: Annotated[
        float,
        Meta(gt=0, le=1, title="Momentum", description="How quickly the running statistics follow the batches."),
    ] = 0.1
    epsilon: Annotated[
        float, Meta(gt=0, le=1, title="Epsilon", description="Added to the variance, so that nothing divides by zero.")
    ] = 1e-5

    def parameters(self, shape: Shape, classes: int) -> int:
        """A scale and a shift for each channel."""
        return 2 * shape[0]


class Dropout(Layer, frozen=True, tag="Dropout"):
    """Sets single values to zero while training."""

    title: ClassVar[str] = "Dropout"
    group: ClassVar[str] = "regularisation"
    help: ClassVar[str] = "Switches off random values while training, so that no unit can rely on a single other."

    probability: Probability = 0.5

    def brief(self) -> str:
        """The probability."""
        return f"{self.probability:g}"


class Dropout2d(Layer, frozen=True, tag="Dropout2d"):
    """Sets whole maps to zero while training."""

    title: ClassVar[str] = "Channel dropout"
    group: ClassVar[str] = "regularisation"
    help: ClassVar[str] = "Switches off whole maps at random while training."

    probability: Probability = 0.2

    def output(self, shape: Shape, classes: int) -> Shape | Misfit:
        """Unchanged maps."""
        return _needs_maps(shape, "Channel dropout") or shape

    def brief(self) -> str:
        """The probability."""
        return f"{self.probability:g}"


class Activation(Layer, frozen=True):
    """Base of the activations: each value by itself."""

    group: ClassVar[str] = "activation"


class ReLU(Activation, frozen=True, tag="ReLU"):
    """max(x, 0)."""

    title: ClassVar[str] = "ReLU"
    help: ClassVar[str] = "Keeps what is positive and sets the rest to zero: the usual choice."


class LeakyReLU(Activation, frozen=True, tag="LeakyReLU"):
    """x where positive, else slope · x."""

    title: ClassVar[str] = "Leaky ReLU"
    help: ClassVar[str] = "A ReLU that lets a little of the negative side through."

    slope: Annotated[float, Meta(ge=0, le=1, title="Slope", description="How much of a negative value passes.")] = 0.01

    def brief(self) -> str:
        """The slope."""
        return f"{self.slope:g}"


class ELU(Activation, frozen=True, tag="ELU"):
    """x where positive, else alpha · (eˣ − 1)."""

    title: ClassVar[str] = "ELU"
    help: ClassVar[str] = "A smooth ReLU whose negative side bends towards −alpha."

    alpha: Annotated[float, Meta(gt=0, le=100, title="Alpha", description="How far the negative side goes down.")] = 1.0

    def brief(self) -> str:
        """The alpha."""
        return f"{self.alpha:g}"


class GELU(Activation, frozen=True, tag="GELU"):
    """x · Φ(x), exactly."""

    title: ClassVar[str] = "GELU"
    help: ClassVar[str] = "A smooth ReLU that weighs each value by how large it is among normal ones."


class SiLU(Activation, frozen=True, tag="SiLU"):
    """x · sigmoid(x)."""

    title: ClassVar[str] = "SiLU"
    help: ClassVar[str] = "A smooth ReLU: each value times its own sigmoid."


class Sigmoid(Activation, frozen=True, tag="Sigmoid"):
    """1 / (1 + e⁻ˣ)."""

    title: ClassVar[str] = "Sigmoid"
    help: ClassVar[str] = "Squeezes every value between 0 and 1."


class Tanh(Activation, frozen=True, tag="Tanh"):
    """The hyperbolic tangent."""

    title: ClassVar[str] = "Tanh"
    help: ClassVar[str] = "Squeezes every value between −1 and 1."


class Softmax(Activation, frozen=True, tag="Softmax"):
    """Positive values that sum to 1: over the features of a vector, over the channels of maps."""

    title: ClassVar[str] = "Softmax"
    help: ClassVar[str] = "Turns scores into probabilities that sum to one. The loss already contains it."
