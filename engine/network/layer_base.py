"""What all layers share: their base, and the fields of sliding windows."""

from __future__ import annotations

from abc import abstractmethod
from typing import Annotated, ClassVar, Literal, TypeAlias

from msgspec import Meta

from engine.network.shapes import Misfit, Pair, Shape, Windows
from engine.typed.document import Document

Kernel = Annotated[int, Meta(ge=1, le=255)]
Stride = Annotated[int, Meta(ge=1, le=64)]
Padding = Annotated[int, Meta(ge=0, le=255)]


def two(title: str, description: str) -> Meta:
    """Title and help of a pair: height and width."""
    return Meta(min_length=2, max_length=2, title=title, description=description)


KernelSize = Annotated[
    tuple[Kernel, ...], two("Kernel size", "Height and width of the window that slides over the map.")
]
Strides = Annotated[tuple[Stride, ...], two("Stride", "How far the window moves: 2 halves height and width.")]


Group: TypeAlias = Literal[
    "convolution", "pooling", "activation", "dense", "normalisation", "regularisation", "shape", "blocks"
]  # what a kind is for: picks its colour and its place in the palette


class Layer(Document, frozen=True, tag_field="kind"):
    """Base of the layers: what each of them promises.

    A layer is a value: frozen, equal by its settings, usable as a key and from any thread. It has a tag, which files
    name it by for ever, and default settings that are within their bounds; every field has a title and a description.

    Its methods are functions of the settings and the arguments alone. They run at every edit of a stack, so they take
    microseconds and need no torch. Shapes are without the batch. `output` takes any shape and never raises: what the
    layer cannot take gives a Misfit in words. The others are asked only about an input that fits. All figures are
    those of the torch module that `engine.model.modules` builds; tests/engine/test_every_layer.py holds every kind
    against it, and mypy names the methods that a final kind lacks.
    """

    title: ClassVar[str]
    help: ClassVar[str]  # one sentence
    group: ClassVar[Group]
    random: ClassVar[bool]  # draws while training, from torch's default generator, which is then seeded at every step

    @abstractmethod
    def output(self, shape: Shape, classes: int) -> Shape | Misfit:
        """The shape that comes out, or why the layer cannot take `shape`; `classes` is the data's number of classes."""
        raise NotImplementedError

    @abstractmethod
    def parameters(self, shape: Shape, classes: int) -> int:
        """Learned numbers, biases included."""
        raise NotImplementedError

    @abstractmethod
    def multiply_adds(self, shape: Shape, classes: int) -> int:
        """Multiplications of one image's forward pass, without bias; normalising and averaging are not counted."""
        raise NotImplementedError

    @abstractmethod
    def window(self, places: Pair) -> Windows | None:
        """What one value of the output sees of an input with so many places in height and width.

        None where a value is made of those at its own place alone, whatever the channel.
        """
        raise NotImplementedError

    @abstractmethod
    def brief(self) -> str:
        """The settings in a few characters for a card, e.g. "16 · 5×5 · pad 2"; empty where there are none."""
        raise NotImplementedError


class Weightless(Layer, frozen=True):
    """Base of the layers that learn nothing and multiply nothing with weights."""

    def parameters(self, shape: Shape, classes: int) -> int:
        """None."""
        return 0

    def multiply_adds(self, shape: Shape, classes: int) -> int:
        """None."""
        return 0


class Pointwise(Weightless, frozen=True):
    """Base of the weightless layers that leave shapes as they are and treat every place by itself."""

    def output(self, shape: Shape, classes: int) -> Shape | Misfit:
        """As it came in."""
        return shape

    def window(self, places: Pair) -> Windows | None:
        """The own place."""
        return None
