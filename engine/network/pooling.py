"""The pooling layers: what they keep of each window of a map."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, TypeAlias, final

from msgspec import Meta

from engine.network.layer_base import Group, KernelSize, Padding, Stride, Weightless, two
from engine.network.misfits import needs_maps, too_large
from engine.network.shapes import Misfit, Pair, Shape, Window, Windows, pair, pooled, spelled, whole

Side = Annotated[int, Meta(ge=1, le=4096)]
PoolPadding = Annotated[
    tuple[Padding, ...], two("Padding", "Rows and columns added on each side; at most half the kernel.")
]
PoolStrides = Annotated[
    Literal["size"] | Annotated[tuple[Stride, ...], Meta(min_length=2, max_length=2)],
    Meta(title="Stride", description="How far the window moves; “size” follows the kernel size, as in PyTorch."),
]
OutputSize = Annotated[tuple[Side, ...], two("Output size", "Height and width of the result, whatever the input.")]


class Pooling(Weightless, frozen=True):
    """Base of the poolings: maps to smaller maps, or to one value each."""

    group: ClassVar[Group] = "pooling"
    random: ClassVar[bool] = False


class Pool2d(Pooling, frozen=True):
    """What max and average pooling share."""

    kernel: KernelSize = (2, 2)
    stride: PoolStrides = "size"
    padding: PoolPadding = (0, 0)
    ceil: Annotated[
        bool, Meta(title="Round up", description="Keeps a last window that only partly lies on the map.")
    ] = False

    @property
    def steps(self) -> Pair:
        """The stride in numbers: down and across."""
        return self.kernel if self.stride == "size" else self.stride

    def output(self, shape: Shape, classes: int) -> Shape | Misfit:
        """(channels, height, width) by torch's pooling arithmetic."""
        if problem := needs_maps(shape, "Pooling"):
            return problem
        if any(p > k // 2 for p, k in zip(self.padding, self.kernel, strict=True)):
            return Misfit(
                f"Padding {pair(self.padding)} around maps of {spelled(shape)} is more than half the kernel of "
                f"{spelled(self.kernel)}.",
                "padding",
            )
        height, width = (
            pooled(shape[side + 1], self.kernel[side], self.steps[side], self.padding[side], ceil=self.ceil)
            for side in (0, 1)
        )
        if height < 1 or width < 1:
            return too_large(self.kernel, shape, self.padding)
        return (shape[0], height, width)

    def window(self, places: Pair) -> Windows | None:
        """The kernel."""
        return tuple(map(Window, self.kernel, self.steps, self.padding))

    def brief(self) -> str:
        """Kernel, and what differs from the plain case of windows side by side."""
        parts = [spelled(self.kernel)]
        if self.steps != self.kernel:
            parts.append(f"stride {pair(self.steps)}")
        if any(self.padding):
            parts.append(f"pad {pair(self.padding)}")
        if self.ceil:
            parts.append("round up")
        return " · ".join(parts)


@final
class MaxPool2d(Pool2d, frozen=True, tag="MaxPool2d"):
    """Keeps the largest value of each window."""

    title: ClassVar[str] = "Max pooling"
    help: ClassVar[str] = "Keeps the strongest answer of each window: smaller maps that care less about exact places."


@final
class AvgPool2d(Pool2d, frozen=True, tag="AvgPool2d"):
    """Takes the mean of each window; padding counts as zeros, as torch's default does."""

    title: ClassVar[str] = "Average pooling"
    help: ClassVar[str] = "Replaces each window by its mean: smaller, smoother maps."


@final
class GlobalAvgPool(Pooling, frozen=True, tag="GlobalAvgPool"):
    """One number for each map: its mean."""

    title: ClassVar[str] = "Global average pooling"
    help: ClassVar[str] = "Reduces each map to its mean, giving a vector with one value for each channel."

    def output(self, shape: Shape, classes: int) -> Shape | Misfit:
        """(channels,)."""
        return needs_maps(shape, "Global average pooling") or shape[:1]

    def window(self, places: Pair) -> Windows | None:
        """The whole map."""
        return whole(places)

    def brief(self) -> str:
        """There are no settings."""
        return ""


@final
class AdaptiveAvgPool2d(Pooling, frozen=True, tag="AdaptiveAvgPool2d"):
    """Averages to a fixed height and width."""

    title: ClassVar[str] = "Adaptive average pooling"
    help: ClassVar[str] = "Averages to a height and width you choose, whatever the size of the input."

    size: OutputSize = (1, 1)

    def output(self, shape: Shape, classes: int) -> Shape | Misfit:
        """(channels, *size)."""
        return needs_maps(shape, "Adaptive average pooling") or (shape[0], *self.size)

    def window(self, places: Pair) -> Windows | None:
        """The largest of each side, at the mean step."""
        return tuple(map(_adaptive, places, self.size))

    def brief(self) -> str:
        """The size."""
        return f"to {spelled(self.size)}"


AnyPooling: TypeAlias = MaxPool2d | AvgPool2d | GlobalAvgPool | AdaptiveAvgPool2d


def _adaptive(places: int, out: int) -> Window:
    """The largest window, floor(i · places / out) up to ceil((i + 1) · places / out), at the mean step."""
    largest = max(-(-(i + 1) * places // out) - i * places // out for i in range(min(out, places)))
    return Window(largest, places / out)


def with_followed_sizes(raw: Any) -> Any:
    """Untyped nodes of the time when a pooling's stride was always two numbers: one that equals its size follows it.

    What has another form than nodes have stays as it is, for the reader to tell about.
    """
    if isinstance(raw, list):
        return [with_followed_sizes(item) for item in raw]
    if not isinstance(raw, dict):
        return raw
    found = {name: with_followed_sizes(value) for name, value in raw.items()}
    if found.get("kind") in (MaxPool2d.__name__, AvgPool2d.__name__):
        stride = found.get("stride", [2, 2])
        found["stride"] = "size" if stride == found.get("kernel", [2, 2]) else stride
    return found
