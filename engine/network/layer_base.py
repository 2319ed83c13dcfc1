"""What all layers share: their base, the fields of sliding windows, and what they say to an input they cannot take."""

from __future__ import annotations

from math import prod
from typing import Annotated, ClassVar

from msgspec import Meta

from engine.network.shapes import Misfit, Pair, Shape, described, spelled
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


class Layer(Document, frozen=True, tag_field="kind"):
    """Base of all layers: by default one that leaves shapes as they are and learns nothing."""

    title: ClassVar[str] = ""
    help: ClassVar[str] = ""
    # "convolution" | "pooling" | "activation" | "dense" | "normalisation" | "shape" | "regularisation"
    group: ClassVar[str] = ""

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


def needs_maps(shape: Shape, who: str) -> Misfit | None:
    """A misfit unless the input is maps."""
    if len(shape) == 3:
        return None
    return Misfit(f"{who} needs maps (channels × height × width) but gets {described(shape)}.", "needs maps")


def needs_vector(shape: Shape, who: str) -> Misfit | None:
    """A misfit unless the input is a vector."""
    if len(shape) == 1:
        return None
    flat = f"a vector, such as the {prod(shape)} values of a Flatten,"
    return Misfit(f"{who} needs {flat} but gets {described(shape)}.", "needs vector")


def too_large(kernel: Pair, shape: Shape, padding: Pair) -> Misfit:
    """The misfit of a kernel that covers more than the padded map."""
    padded = (shape[1] + 2 * padding[0], shape[2] + 2 * padding[1])
    around = f", {spelled(padded)} with padding" if any(padding) else ""
    return Misfit(
        f"The kernel of {spelled(kernel)} is larger than the {spelled(shape[1:])} maps of the input{around}.",
        "kernel too large",
    )
