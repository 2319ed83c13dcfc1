"""Places: whether there is such a value, and which values it goes into. Needs no torch."""

from __future__ import annotations

from engine.analysis.analysis import Analysis
from engine.analysis.wiring import wiring
from engine.errors import InputError
from engine.inspection.arithmetic.explanation import Index, Place, Use
from engine.inspection.arithmetic.windows import here, window_out
from engine.network.layers import Layer
from engine.network.shapes import Shape, described


def forward_of(analysis: Analysis, at: str | None, index: Index) -> tuple[Use, ...]:
    """Where a value goes: the values of the next layers and blocks that are made of it, each with its windows' places.

    It is that at `index` of what comes out at an address, or, without one, of the image. Nothing where it is what the
    network gives, or where no window reaches it. Raises InputError where there is no such value.
    """
    wires = wiring(analysis)
    shape = _image(analysis, index) if at is None else checked(analysis, Place(at, index))
    maker = None if at is None else wires.maker(at)
    uses = (_use(analysis, user, shape, index) for user in wires.users.get(maker, ()))
    return tuple(use for use in uses if use.region.channels)


def checked(analysis: Analysis, place: Place) -> Shape:
    """The shape of the output that a value stands in. Raises InputError, in words, where there is no such value."""
    instance = analysis.instances.get(place.address)
    if instance is None or instance.output is None or place.address not in wiring(analysis).wires:
        raise InputError("The network has no such layer.", "Name one that runs, by its address.")
    _check(instance.output, place.within, f"{instance.node.label} gives")
    return instance.output


def _image(analysis: Analysis, index: Index) -> Shape:
    _check(analysis.input, index, "The image has")
    return analysis.input


def _check(shape: Shape, index: Index, who: str) -> None:
    if len(index) != len(shape) or not all(0 <= at < size for at, size in zip(index, shape, strict=True)):
        wanted = ", ".join(map(str, index))
        raise InputError(f"{who} {described(shape)}: it has no value at ({wanted}).", _hint(shape))


def _hint(shape: Shape) -> str:
    if len(shape) == 1:
        return f"Give one number, from 0 to {shape[0] - 1:,}."
    return "Give channel, row and column, each counted from 0."


def _use(analysis: Analysis, user: str, shape: Shape, index: Index) -> Use:
    instance = analysis.instances[user]
    op, output = instance.node.op, instance.output
    if not isinstance(op, Layer) or output is None:
        return Use(user, here(index))
    return Use(user, window_out(op, shape, output, index))
