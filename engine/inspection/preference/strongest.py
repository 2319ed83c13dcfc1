"""Strongest: the images in which one channel of a layer is excited most, and the patch of each that excites it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import torch
from torch import Tensor

from engine.analysis.analysis import Analysis, analyse
from engine.analysis.wiring import wiring
from engine.errors import InputError
from engine.inspection.arithmetic.explanation import Index
from engine.inspection.arithmetic.seen import seen_of_image
from engine.inspection.muting.sample import Sample
from engine.model.net import Net

COUNT = 9
Tell = Callable[[int, int], None]


class Patch(NamedTuple):
    """An image by its place in its split, the largest value there, where that is, and which part of the image it sees.

    `within` is (channel, row, column), or (unit,); rows and columns are of the image, none of an image without them.
    """

    image: int
    value: float
    within: Index
    rows: tuple[int, ...]
    columns: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Strongest:
    """The patches that excite a channel most, the most exciting first, out of so many `images`."""

    address: str
    channel: int
    images: int
    patches: tuple[Patch, ...] = field(repr=False)


def strongest(
    net: Net, address: str, channel: int, sample: Sample, *, count: int = COUNT, tell: Tell = lambda *_: None
) -> Strongest:
    """The images of a sample, at most `count`, in which a channel is largest anywhere; `net` is in evaluation mode.

    Images in which it is no number are passed over; there are none where it says the same to all. `tell(done, of)` is
    called before each batch and may raise to end it. Raises InputError where the network has no such layer or channel.
    """
    analysis = analyse(net.network, net.shape, net.classes)
    checked(analysis, address, channel)
    values, spots, places = _largest(net, address, channel, sample, tell)
    finite = values[values.isfinite()]
    if len(finite) > 1 and bool((finite == finite[0]).all()):
        return Strongest(address, channel, len(sample), ())
    order = values.argsort(descending=True, stable=True)[:count]
    found = [(float(values[one]), int(spots[one]), int(places[one])) for one in order if values[one].isfinite()]
    patches = tuple(_patch(analysis, address, channel, *one) for one in found)
    return Strongest(address, channel, len(sample), patches)


def checked(analysis: Analysis, address: str, channel: int) -> None:
    """Raises InputError, in words, where there is no such channel."""
    instance = analysis.instances.get(address)
    if instance is None or not instance.output:
        raise InputError("The shown model has no such layer.", "Choose a layer of the stack.")
    if not 0 <= channel < instance.output[0]:
        raise InputError(f"This layer has no channel {channel}: it has {instance.output[0]}, counted from 0.")


def _largest(net: Net, address: str, channel: int, sample: Sample, tell: Tell) -> tuple[Tensor, Tensor, Tensor]:
    """Of each image the largest value, where it is in the flattened map, and its place in the split; each (N,)."""
    values, spots, done = [], [], 0
    with torch.no_grad():
        for images, _ in sample.batches(net):
            tell(done, len(sample))
            found = net.run(images, {address})[address][:, channel].reshape(len(images), -1)
            found = torch.where(found.isnan(), -torch.inf, found)
            largest, spot = found.max(1)
            values.append(largest.cpu())
            spots.append(spot.cpu())
            done += len(images)
    none = torch.zeros(0)
    return torch.cat(values or [none]), torch.cat(spots or [none.long()]), sample.places


def _patch(analysis: Analysis, address: str, channel: int, value: float, spot: int, image: int) -> Patch:
    within = _index(analysis, address, channel, spot)
    return Patch(image, value, within, *sides_seen(analysis, address, within))


def sides_seen(analysis: Analysis, address: str, within: Index) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Rows and columns of the image that a value sees."""
    seen = seen_of_image(analysis, wiring(analysis), address, within)
    return (seen.rows, seen.columns) if seen else ((), ())


def _index(analysis: Analysis, address: str, channel: int, spot: int) -> Index:
    output = analysis.instances[address].output or ()
    return (channel, *divmod(spot, output[2])) if len(output) == 3 else (channel,)
