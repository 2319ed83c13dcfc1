"""What all layers share: their base, and the fields of sliding windows."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from engine.network.shapes import Misfit, Shape
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
