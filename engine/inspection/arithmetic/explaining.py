"""Explaining: how values came about on one image, from the net itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

import numpy as np
from torch import Tensor

from engine.analysis.analysis import Instance, analyse
from engine.analysis.wiring import Maker, wiring
from engine.inspection.activations import outputs
from engine.inspection.arithmetic.explanation import Explanation, Index, Place, Region
from engine.inspection.arithmetic.layer_working import layer_working
from engine.inspection.arithmetic.places import checked
from engine.inspection.arithmetic.seen import seen_of_image
from engine.inspection.arithmetic.softening import softened
from engine.inspection.arithmetic.weighing import MOST_CHANNELS
from engine.inspection.arithmetic.windows import here, window_in
from engine.inspection.arithmetic.workings import Added, Convolved, Passed, Softened, Values, Working
from engine.inspection.limits import limits
from engine.model.net import Net
from engine.network import layers as kinds
from engine.network.layers import Layer
from engine.network.nodes import Repeat, Residual
from engine.network.shapes import Shape


def explained(net: Net, x: Tensor, at: str, index: Index) -> Explanation:
    """How the value at `index` of an instance's output came about, for one normalised image `x` (1, *shape), float.

    As in prediction: dropout passes everything, batch norm uses its running statistics. Raises InputError, in words,
    where the network has no such instance or that no such value.
    """
    (one,) = all_explained(net, x, [Place(at, index)])
    return one


def all_explained(net: Net, x: Tensor, places: Sequence[Place]) -> list[Explanation]:
    """The same of several values at once. Only what they are made of is gathered."""
    explaining = _Explaining(net, x, places)
    return [explaining.one(place) for place in places]


class _Explaining:
    """Values on one image, with the outputs that they are made of."""

    def __init__(self, net: Net, x: Tensor, places: Sequence[Place]) -> None:
        self._net = net
        self._analysis = analyse(net.network, net.shape, net.classes)
        self._wires = wiring(self._analysis)
        self._shapes = {place: checked(self._analysis, place) for place in places}
        wanted = {place.address for place in places}
        sources = {source for at in wanted for source in self._wires.wires[at].parts if source is not None}
        self._outputs: dict[Maker, Tensor] = {None: x[0]}
        self._outputs.update(outputs(net, x, wanted | sources))

    def one(self, place: Place) -> Explanation:
        at, index = place
        instance, wire = self._analysis.instances[at], self._wires.wires[at]
        sources = [self._outputs[source] for source in wire.parts]
        shape = tuple(sources[0].shape)
        working, window = self._working(instance, sources, index), _window(instance, shape, index)
        maps_of = _shown_maps(working, window) if len(shape) == 3 else ()
        maps = _copied(sources[0], maps_of)
        return Explanation(
            place=place,
            output=self._shapes[place],
            value=_at(self._outputs[at], index),
            working=working,
            sources=wire.parts,
            input=shape,
            window=window,
            seen=seen_of_image(self._analysis, self._wires, at, index),
            maps=maps,
            maps_of=maps_of,
            ranges=tuple(map(limits, maps)),
            around=_around(self._outputs[at], index),
            probability=self._probability(at, index),
            flattened=self._flattened(wire.parts[0]),
        )

    def _flattened(self, source: Maker) -> Shape | None:
        """Of what a source made a vector; None of any other source."""
        instance = None if source is None else self._analysis.instances[source]
        flat = instance is not None and isinstance(instance.node.op, kinds.Flatten)
        return instance.input if instance is not None and flat and len(instance.input or ()) == 3 else None

    def _working(self, instance: Instance, sources: Sequence[Tensor], index: Index) -> Working:
        node, source = instance.node, sources[0]
        if not node.enabled:
            return Passed(_at(source, index), "off")
        match node.op:
            case Residual():
                return Added(_at(source, index), _at(sources[1], index))
            case Repeat():
                return Passed(_at(source, index), "repeat")
            case Layer() as layer:
                return layer_working(layer, self._net.layers[instance.address], source, index)
            case op:
                assert_never(op)

    def _probability(self, at: str, index: Index) -> Softened | None:
        """Where an instance gives the answer, and softmax is not a layer of its own, it is applied once."""
        ends = self._net.network.nodes[-1:]
        if not ends or self._analysis.problems or self._wires.maker(at) != self._wires.maker(ends[0].id):
            return None
        maker = self._wires.maker(at)
        softmax = maker is not None and isinstance(self._analysis.instances[maker].node.op, kinds.Softmax)
        return None if softmax else softened(self._outputs[at], index)


def _window(instance: Instance, shape: Shape, index: Index) -> Region:
    op = instance.node.op
    return window_in(op, shape, index) if isinstance(op, Layer) and instance.node.enabled else here(index)


def _shown_maps(working: Working, window: Region) -> tuple[int, ...]:
    return working.shown if isinstance(working, Convolved) else tuple(window.channels[:MOST_CHANNELS])


def _copied(output: Tensor, channels: tuple[int, ...]) -> Values:
    if not channels:
        return np.zeros((0, 1, 1), np.float32)
    return np.array(output[list(channels)].cpu().numpy(), np.float32, copy=True, order="C")


def _around(output: Tensor, index: Index) -> Values:
    part = output[index[0]] if output.ndim == 3 else output
    return np.array(part.cpu().numpy(), np.float32, copy=True, order="C")


def _at(output: Tensor, index: Index) -> float:
    return float(output[index])
