"""Misfits: what layers say to an input that they cannot take."""

from __future__ import annotations

from math import prod

from engine.network.shapes import Misfit, Pair, Shape, described, spelled


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
