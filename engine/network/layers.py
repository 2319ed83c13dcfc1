"""The layers: one typed, frozen struct each, with bounds, labels and help on its fields and its output for an input.

Every `output(shape, classes)` takes and gives shapes without the batch and returns a Misfit, in words, where the layer
cannot take its input. Costs: `parameters` counts weights and biases, `multiply_adds` those of convolution and linear
layers without bias, both for an input that fits.
"""

from __future__ import annotations

from math import prod
from typing import Annotated, ClassVar, Literal, TypeAlias, final

from msgspec import Meta

from engine import figures
from engine.network.activation_functions import (
    ELU,
    GELU,
    Activation,
    AnyActivation,
    Curve,
    LeakyReLU,
    ReLU,
    Sigmoid,
    SiLU,
    Softmax,
    Tanh,
)
from engine.network.layer_base import (
    Group,
    KernelSize,
    Layer,
    Padding,
    Pointwise,
    Stride,
    Strides,
    Weightless,
    two,
)
from engine.network.misfits import needs_maps, needs_vector, too_large
from engine.network.pooling import (
    AdaptiveAvgPool2d,
    AnyPooling,
    AvgPool2d,
    GlobalAvgPool,
    MaxPool2d,
    Pool2d,
    Pooling,
)
from engine.network.shapes import Misfit, Pair, Shape, Window, Windows, pair, spelled, whole, windows

__all__ = [
    "ELU", "GELU", "Activation", "AdaptiveAvgPool2d", "AnyActivation", "AnyDropout", "AnyPooling", "AvgPool2d",
    "BatchNorm", "Conv2d", "Curve", "Dropout", "Dropout2d", "Dropping", "Flatten", "GlobalAvgPool", "Layer",
    "LeakyReLU", "Linear", "MaxPool2d", "PadChannels", "Pointwise", "Pool2d", "Pooling", "ReLU", "SiLU", "Sigmoid",
    "Softmax", "Tanh", "Weightless",
]  # fmt: skip

ConvPadding = Annotated[
    Literal["same"] | Annotated[tuple[Padding, ...], Meta(min_length=2, max_length=2)],
    Meta(title="Padding", description="Zeros added on each side; “same” keeps height and width at stride 1."),
]
Dilation = Annotated[
    tuple[Stride, ...], two("Dilation", "Distance between the taps of the kernel; 1 is a plain kernel.")
]
Probability = Annotated[
    float, Meta(ge=0, lt=1, title="Probability", description="Share of the values set to zero while training.")
]
Bias = Annotated[bool, Meta(title="Bias", description="Adds a learned constant to every output.")]


@final
class Conv2d(Layer, frozen=True, tag="Conv2d"):
    """A convolution: each filter slides over all channels and gives one map."""

    title: ClassVar[str] = "Convolution"
    group: ClassVar[Group] = "convolution"
    random: ClassVar[bool] = False
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
        if problem := needs_maps(shape, "A convolution") or self._misfit(shape):
            return problem
        if self.padding == "same":
            return (self.filters, shape[1], shape[2])
        height, width = (
            windows(shape[side + 1], self.kernel[side], self.stride[side], self.padding[side], self.dilation[side])
            for side in (0, 1)
        )
        if height < 1 or width < 1:
            return too_large(self.reach, shape, self.sides)
        return (self.filters, height, width)

    def _misfit(self, shape: Shape) -> Misfit | None:
        if shape[0] % self.groups or self.filters % self.groups:
            return Misfit(
                f"{self.groups} groups do not divide both the {shape[0]} channels of the input ({spelled(shape)}) and "
                f"the {self.filters} filters.",
                "groups",
            )
        if self.padding == "same" and self.stride != (1, 1):
            return Misfit(
                f"“same” padding needs stride 1: a stride of {pair(self.stride)} cannot keep maps of {spelled(shape)}.",
                "same",
            )
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

    def window(self, places: Pair) -> Windows | None:
        """What the dilated kernel covers; “same” padding puts an odd row or column after the map."""
        padding = tuple((side - 1) // 2 for side in self.reach) if self.padding == "same" else self.padding
        return tuple(map(Window, self.reach, self.stride, padding))

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


@final
class Flatten(Weightless, frozen=True, tag="Flatten"):
    """All values of all maps in one vector."""

    title: ClassVar[str] = "Flatten"
    group: ClassVar[Group] = "shape"
    random: ClassVar[bool] = False
    help: ClassVar[str] = "Lays all maps out as one long vector, which linear layers need."

    def output(self, shape: Shape, classes: int) -> Shape | Misfit:
        """(features,)."""
        return (prod(shape),)

    def window(self, places: Pair) -> Windows | None:
        """Every value sees what it saw as part of its map."""
        return None

    def brief(self) -> str:
        """There are no settings."""
        return ""


@final
class PadChannels(Weightless, frozen=True, tag="PadChannels"):
    """Zero channels added at the end, up to a number of channels."""

    title: ClassVar[str] = "Pad channels"
    group: ClassVar[Group] = "shape"
    random: ClassVar[bool] = False
    help: ClassVar[str] = "Adds empty channels at the end, so that a shortcut fits a wider block without any weights."

    channels: Annotated[int, Meta(ge=1, le=4096, title="Channels", description="Number of channels after padding.")] = (
        32
    )

    def output(self, shape: Shape, classes: int) -> Shape | Misfit:
        """(channels, height, width)."""
        if problem := needs_maps(shape, "Pad channels"):
            return problem
        if self.channels < shape[0]:
            return Misfit(
                f"Maps of {spelled(shape)} have {shape[0]} channels; padding to {self.channels} cannot take any away.",
                "channels",
            )
        return (self.channels, *shape[1:])

    def window(self, places: Pair) -> Windows | None:
        """The own place."""
        return None

    def brief(self) -> str:
        """The channels."""
        return f"to {self.channels}"


@final
class Linear(Layer, frozen=True, tag="Linear"):
    """Every output is a weighted sum of all inputs."""

    title: ClassVar[str] = "Linear"
    group: ClassVar[Group] = "dense"
    random: ClassVar[bool] = False
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
        return needs_vector(shape, "A linear layer") or (self.width(classes),)

    def parameters(self, shape: Shape, classes: int) -> int:
        """Weights units × features, and a bias for each unit."""
        return self.width(classes) * (shape[0] + self.bias)

    def multiply_adds(self, shape: Shape, classes: int) -> int:
        """One for each weight."""
        return self.width(classes) * shape[0]

    def window(self, places: Pair) -> Windows | None:
        """All there is."""
        return whole(places)

    def brief(self) -> str:
        """The units."""
        return str(self.units)


@final
class BatchNorm(Layer, frozen=True, tag="BatchNorm"):
    """Centres and scales each channel by the statistics of the batch; 1d for vectors, 2d for maps."""

    title: ClassVar[str] = "Batch normalisation"
    group: ClassVar[Group] = "normalisation"
    random: ClassVar[bool] = False
    help: ClassVar[str] = "Keeps every channel at mean 0 and spread 1 over the batch, so that training goes faster."

    momentum: Annotated[
        float,
        Meta(gt=0, le=1, title="Momentum", description="How quickly the running statistics follow the batches."),
    ] = 0.1
    epsilon: Annotated[
        float, Meta(gt=0, le=1, title="Epsilon", description="Added to the variance, so that nothing divides by zero.")
    ] = 1e-5

    def output(self, shape: Shape, classes: int) -> Shape | Misfit:
        """As it came in."""
        return shape

    def parameters(self, shape: Shape, classes: int) -> int:
        """A scale and a shift for each channel."""
        return 2 * shape[0]

    def multiply_adds(self, shape: Shape, classes: int) -> int:
        """None: scaling is not counted."""
        return 0

    def window(self, places: Pair) -> Windows | None:
        """The own place; the statistics of the batch do not count."""
        return None

    def brief(self) -> str:
        """The settings are seldom touched."""
        return ""


class Dropping(Pointwise, frozen=True):
    """Base of the dropouts: what they set to zero is drawn anew at each step of training."""

    group: ClassVar[Group] = "regularisation"
    random: ClassVar[bool] = True


@final
class Dropout(Dropping, frozen=True, tag="Dropout"):
    """Sets single values to zero while training."""

    title: ClassVar[str] = "Dropout"
    help: ClassVar[str] = "Switches off random values while training, so that no unit can rely on a single other."

    probability: Probability = 0.5

    def brief(self) -> str:
        """The probability."""
        return figures.setting(self.probability)


@final
class Dropout2d(Dropping, frozen=True, tag="Dropout2d"):
    """Sets whole maps to zero while training."""

    title: ClassVar[str] = "Channel dropout"
    help: ClassVar[str] = "Switches off whole maps at random while training."

    probability: Probability = 0.2

    def output(self, shape: Shape, classes: int) -> Shape | Misfit:
        """Unchanged maps."""
        return needs_maps(shape, "Channel dropout") or shape

    def brief(self) -> str:
        """The probability."""
        return figures.setting(self.probability)


AnyDropout: TypeAlias = Dropout | Dropout2d
