"""Activation functions: what is done to each value by itself."""

from __future__ import annotations

from typing import Annotated, ClassVar, TypeAlias, final

from msgspec import Meta

from engine import figures
from engine.network.layer_base import Group, Pointwise


class Activation(Pointwise, frozen=True):
    """Base of the activations: each value by itself."""

    group: ClassVar[Group] = "activation"
    random: ClassVar[bool] = False

    def brief(self) -> str:
        """Most have no settings."""
        return ""


@final
class ReLU(Activation, frozen=True, tag="ReLU"):
    """max(x, 0)."""

    title: ClassVar[str] = "ReLU"
    help: ClassVar[str] = "Keeps what is positive and sets the rest to zero: the usual choice."


@final
class LeakyReLU(Activation, frozen=True, tag="LeakyReLU"):
    """x where positive, else slope · x."""

    title: ClassVar[str] = "Leaky ReLU"
    help: ClassVar[str] = "A ReLU that lets a little of the negative side through."

    slope: Annotated[float, Meta(ge=0, le=1, title="Slope", description="How much of a negative value passes.")] = 0.01

    def brief(self) -> str:
        """The slope."""
        return figures.setting(self.slope)


@final
class ELU(Activation, frozen=True, tag="ELU"):
    """x where positive, else alpha · (eˣ − 1)."""

    title: ClassVar[str] = "ELU"
    help: ClassVar[str] = "A smooth ReLU whose negative side bends towards −alpha."

    alpha: Annotated[float, Meta(gt=0, le=100, title="Alpha", description="How far the negative side goes down.")] = 1.0

    def brief(self) -> str:
        """The alpha."""
        return figures.setting(self.alpha)


@final
class GELU(Activation, frozen=True, tag="GELU"):
    """x · Φ(x), exactly."""

    title: ClassVar[str] = "GELU"
    help: ClassVar[str] = "A smooth ReLU that weighs each value by how large it is among normal ones."


@final
class SiLU(Activation, frozen=True, tag="SiLU"):
    """x · sigmoid(x)."""

    title: ClassVar[str] = "SiLU"
    help: ClassVar[str] = "A smooth ReLU: each value times its own sigmoid."


@final
class Sigmoid(Activation, frozen=True, tag="Sigmoid"):
    """1 / (1 + e⁻ˣ)."""

    title: ClassVar[str] = "Sigmoid"
    help: ClassVar[str] = "Squeezes every value between 0 and 1."


@final
class Tanh(Activation, frozen=True, tag="Tanh"):
    """The hyperbolic tangent."""

    title: ClassVar[str] = "Tanh"
    help: ClassVar[str] = "Squeezes every value between −1 and 1."


@final
class Softmax(Activation, frozen=True, tag="Softmax"):
    """Positive values that sum to 1: over the features of a vector, over the channels of maps."""

    title: ClassVar[str] = "Softmax"
    help: ClassVar[str] = "Turns scores into probabilities that sum to one. The loss already contains it."


Curve: TypeAlias = ReLU | LeakyReLU | ELU | GELU | SiLU | Sigmoid | Tanh  # each value by itself: a curve can be drawn
AnyActivation: TypeAlias = Curve | Softmax
