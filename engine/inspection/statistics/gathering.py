"""Gathering: a network is run on a sample of images, and what passes a layer is counted as it passes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeAlias

import torch
from torch import Tensor, nn

from engine.analysis.analysis import Analysis, analyse
from engine.analysis.wiring import Wiring, wiring
from engine.errors import InputError
from engine.inspection.muting.sample import Sample
from engine.inspection.statistics.deciding import active_at
from engine.inspection.statistics.layer_statistics import (
    LayerStatistics,
    Mode,
    NormFigures,
    Spread,
    TensorStatistics,
)
from engine.inspection.statistics.tally import ChannelTally, Tally, histogram_of
from engine.model.capacity import graphs_at_once, images_at_once
from engine.model.net import Net
from engine.network.nodes import Residual
from engine.network.shapes import Shape

Batch: TypeAlias = tuple[Tensor, Tensor]  # normalised images (n, C, H, W) and labels (n,)
Loss: TypeAlias = Callable[[Tensor, Tensor], Tensor]
GoOn: TypeAlias = Callable[[], object]

NORMS = nn.BatchNorm1d | nn.BatchNorm2d
ALONE = "In training a batch norm needs more than one image, and here there is one at a time.", "Look as in testing."


def batches(sample: Sample, net: Net, batch: int, mode: Mode) -> Iterator[Batch]:
    """The images of a sample, as training puts them together: mixed, and none alone where more fit, as of one alone a
    batch norm has no deviation.
    """
    at_once = images_at_once(net, batch)
    least = min(2, at_once) if mode == "training" else 1
    sample = sample.mixed() if mode == "training" else sample
    for begin in range(0, len(sample), at_once):
        images = sample.images.part(begin, begin + at_once)
        if len(images) >= least or begin == 0:
            yield sample.normaliser(images), sample.images.labels[begin : begin + at_once]


def layer_statistics(net: Net, address: str, mode: Mode, images: Iterable[Batch], go_on: GoOn) -> LayerStatistics:
    """What a layer is given and gives over batches of images, and how its weights spread, without gradients.

    The net is left in another mode, in training with other running statistics. Raises InputError for no layer of it,
    and where its batch norms need more images in training.
    """
    analysis = analyse(net.network, net.shape, net.classes)
    wires = wiring(analysis)
    if address not in wires.wires:
        raise InputError("The shown model does not have this layer.", "Choose one that it has.")
    known = weights_alone(net, address, mode)
    source, active = _source(analysis, wires, address), active_at(analysis, wires, address)
    counted = _Counted(net, source, address, active)
    net.train(mode == "training")
    total = largest = 0
    with torch.no_grad():
        for x, _ in images:
            go_on()
            with _told_of_one_alone(x):
                counted.add(x)
            total, largest = total + len(x), max(largest, len(x))
    return replace(counted.told(known), images=total, batch=largest)


def statistics_over(
    sample: Sample, net: Net, address: str, mode: Mode, batch: int, loss: Loss | None, go_on: GoOn
) -> LayerStatistics:
    """The same over a sample, put together as in training with so many images in a batch, and with the gradient of a
    first batch; `loss` None is that of a net that cannot answer, and has none.
    """
    found = layer_statistics(net, address, mode, batches(sample, net, batch, mode), go_on)
    if loss is None:
        return found
    return with_gradients(found, net, next(batches(sample, net, batch, "training")), loss)


def weights_alone(net: Net, address: str, mode: Mode) -> LayerStatistics:
    """What there is to say of a layer without any image."""
    module = net.layers.get(address)
    tensors = () if module is None else tuple(_tensor(*one) for one in module.named_parameters(recurse=False))
    return LayerStatistics(address, mode, 0, 0, None, None, tensors, _norm(module))


def with_gradients(found: LayerStatistics, net: Net, batch: Batch, loss: Loss) -> LayerStatistics:
    """The same with the gradient of the mean loss of a batch, as in training; a frozen layer has none.

    Of a single image batch norms use their running statistics, as in testing.
    """
    x, labels = (one[: graphs_at_once(net, len(batch[0]))] for one in batch)
    mode: Mode = "training" if len(x) > 1 or not any(isinstance(one, NORMS) for one in net.modules()) else "testing"
    net.follow_gradients().train(mode == "training")
    with torch.enable_grad():
        told = loss(net(x), labels)
        parameters = _learning(net, found.address)
        gradients = dict(zip(parameters, _gradients(told, tuple(parameters.values())), strict=True))
    tensors = tuple(_with_gradient(one, gradients.get(one.name)) for one in found.tensors)
    return replace(found, tensors=tensors, loss=float(told.detach()), gradient_images=len(x), gradient_mode=mode)


@contextmanager
def _told_of_one_alone(x: Tensor) -> Iterator[None]:
    """In words what torch says where a batch norm is given one value of each channel."""
    try:
        yield
    except ValueError:
        if len(x) > 1:
            raise
        raise InputError(*ALONE) from None


def _gradients(loss: Tensor, parameters: tuple[nn.Parameter, ...]) -> tuple[Tensor, ...]:
    """Zero where nothing of a parameter reaches the loss, as where all behind it is muted."""
    if not parameters or not loss.requires_grad:
        return tuple(torch.zeros_like(one) for one in parameters)
    found = torch.autograd.grad(loss, parameters, allow_unused=True)
    return tuple(
        torch.zeros_like(one) if given is None else given for one, given in zip(parameters, found, strict=True)
    )


def _learning(net: Net, address: str) -> dict[str, nn.Parameter]:
    module = net.layers.get(address)
    named = () if module is None else module.named_parameters(recurse=False)
    return {name: one for name, one in named if one.requires_grad}


def _source(analysis: Analysis, wires: Wiring, address: str) -> str | None:
    """Whose output a layer is given; "" for the image, None for a Residual, which is given by two."""
    if isinstance(analysis.instances[address].node.op, Residual):
        return None
    return wires.wires[address].input or ""


class _Counted:
    """What is counted of each batch."""

    def __init__(self, net: Net, source: str | None, address: str, active: str | None) -> None:
        self._net = net
        self._source, self._address, self._active = source, address, active
        self._tallies = {at: (Tally(), ChannelTally()) for at in (source, address, active) if at is not None}
        self._shapes: dict[str, Shape] = {}

    def add(self, x: Tensor) -> None:
        found = self._net.run(x, [at for at in self._tallies if at])
        found[""] = x
        for at, tallies in self._tallies.items():
            self._shapes[at] = tuple(found[at].shape[1:])
            for one in tallies:
                one.add(found[at])

    def told(self, known: LayerStatistics) -> LayerStatistics:
        spreads = {
            at: Spread(self._shapes.get(at, ()), values.histogram(), channels.channels())
            for at, (values, channels) in self._tallies.items()
        }
        active = None if self._active is None else spreads[self._active].channels
        before = None if self._source is None else spreads[self._source]
        return replace(known, before=before, after=spreads[self._address], active_at=self._active, units=active)


def _tensor(name: str, tensor: Tensor) -> TensorStatistics:
    return TensorStatistics(name, tuple(tensor.shape), histogram_of(tensor), _length(tensor))


def _with_gradient(one: TensorStatistics, gradient: Tensor | None) -> TensorStatistics:
    if gradient is None:
        return one
    return replace(one, gradient=histogram_of(gradient), gradient_length=_length(gradient))


def _length(tensor: Tensor) -> float:
    return float(tensor.detach().double().norm())


def _norm(module: nn.Module | None) -> NormFigures | None:
    if not isinstance(module, NORMS):
        return None
    four = (module.weight, module.bias, module.running_mean, module.running_var)
    scale, shift, mean, variance = (one.detach().cpu().numpy().copy() for one in four if one is not None)
    return NormFigures(scale, shift, mean, variance, module.eps)
