"""Path: the values around one that belong to the same sum, such as a convolution, its norm, its ReLU and a pooling."""

from __future__ import annotations

from typing import assert_never

from engine.analysis.analysis import Analysis, Instance
from engine.analysis.wiring import Wiring, wiring
from engine.inspection.arithmetic.explanation import Index, Place
from engine.inspection.arithmetic.places import checked
from engine.inspection.arithmetic.windows import first_of, window_in, window_out
from engine.network import layers as kinds
from engine.network.layers import Layer
from engine.network.nodes import LayerOp

LONGEST = 8  # values before, and after


def path(analysis: Analysis, held: Place) -> tuple[Place, ...]:
    """The value with those before it, from which it was made one by one, and those after it to the next pooling.

    It begins with a value that was made of many, or with what the image gave; `held` is among them, looked through to
    its maker. Raises InputError where there is no such value.
    """
    checked(analysis, held)
    wires = wiring(analysis)
    maker = wires.maker(held.address)
    here = held if maker is None else Place(maker, held.within)
    return (*_before(analysis, wires, here), here, *_after(analysis, wires, here))


def _before(analysis: Analysis, wires: Wiring, here: Place) -> list[Place]:
    found: list[Place] = []
    while len(found) < LONGEST:
        instance = analysis.instances[here.address]
        source = wires.wires[here.address].parts[0]
        before = _handed(instance, here.within)
        if source is None or before is None:
            break
        here = Place(source, before)
        found.insert(0, here)
    return found


def _handed(instance: Instance, index: Index) -> Index | None:
    """The one value that this one was made of; None where it was made of several, or of none."""
    op = instance.node.op
    if not isinstance(op, Layer) or not instance.node.enabled or not _takes_one(op) or instance.input is None:
        return None
    window = window_in(op, instance.input, index)
    return first_of(window) if window.channels else None


def _after(analysis: Analysis, wires: Wiring, here: Place) -> list[Place]:
    found: list[Place] = []
    while len(found) < LONGEST and (after := _next(analysis, wires, here)) is not None:
        found.append(after)
        here = after
        op = analysis.instances[here.address].node.op
        if isinstance(op, Layer) and not _takes_one(op):
            break
    return found


def _next(analysis: Analysis, wires: Wiring, here: Place) -> Place | None:
    """What the only user makes of it, unless that weighs it with others."""
    users = wires.users.get(here.address, ())
    instance = analysis.instances[users[0]] if len(users) == 1 else None
    if instance is None or instance.input is None or instance.output is None:
        return None
    op = instance.node.op
    if not isinstance(op, Layer) or not (_takes_one(op) or isinstance(op, kinds.Pooling | kinds.Softmax)):
        return None
    region = window_out(op, instance.input, instance.output, here.within)
    if isinstance(op, kinds.Softmax):
        return Place(instance.address, here.within)
    return Place(instance.address, first_of(region)) if region.channels else None


def _takes_one(op: LayerOp) -> bool:
    """Whether each of its values is made of one alone."""
    match op:
        case kinds.Conv2d() | kinds.Linear() | kinds.Pooling() | kinds.Softmax():
            return False
        case kinds.BatchNorm() | kinds.Dropping() | kinds.Flatten() | kinds.PadChannels() | kinds.Activation():
            return True
        case _:
            assert_never(op)
