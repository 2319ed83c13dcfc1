"""Feeding: the batch of any step, as a function of the step and nothing else.

The images stay uint8 on the device: at batch 10 that costs 4 µs more than copies already in float32, from batch 64 on
it is quicker than those, and it takes a quarter of the memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import TypeAlias

import torch
from torch import Tensor

from engine.data.batches.ahead import Ahead
from engine.data.batches.augment import augmented
from engine.data.batches.augmenting_memory import augmenting_bytes
from engine.data.batches.mixing import Mixing
from engine.data.batches.normalise import Normaliser
from engine.data.dataset import Split
from engine.data.pool import Pool
from engine.machine.memory import Feeding
from engine.machine.seeds import derived
from engine.project.data.augmentations import Augmentation
from engine.project.data.data_settings import steps_per_epoch

PLACE, FLOAT = 8, 4  # bytes of an int64 and a float32
LARGE = 2**21  # bytes of a batch as it was read, from which on making it ahead gains more than it costs


def taken(
    split: Split, batch: int, device: torch.device, *, shuffle: bool, augmentation: Sequence[Augmentation]
) -> Feeding:
    """The memory that feeding a split takes on a device, beyond what holds the images already.

    Images and labels are copied to a device that is not theirs, unless they lie in a file. The order of an epoch is
    drawn while that of the one before is still there. Of a batch there are first the images that were picked and what
    augmenting them takes; then the outcome and the same as float32. Where batches are made ahead, one waits meanwhile.
    """
    pixels = prod(split.shape)
    augmenting = pixels + augmenting_bytes(augmentation, split.shape) if augmentation else 0
    moved = len(split) * (pixels + 2 * PLACE) if _moves(split, device) else 0
    orders = 5 * PLACE * len(split) if shuffle else 0
    waiting = FLOAT * pixels if gains_ahead(split, batch) else 0
    return Feeding(moved + orders, max(augmenting, 5 * pixels) + waiting)


def gains_ahead(split: Split, batch: int) -> bool:
    """Whether a batch takes so long to make that it should be made while a step computes."""
    return split.pool.mapped or batch * prod(split.shape) >= LARGE


def _moves(split: Split, device: torch.device) -> bool:
    return not split.pool.mapped and split.labels.device.type != device.type


class Feeder:
    """Batches of a split, normalised, on a device. For one thread.

    The order of an epoch depends on the seed and the epoch; without `shuffle` it is that of the data set. What
    augmentation does depends on the seed and the step. All images are used: the last batch is kept, and if it would
    have only one image (too few for batch norm) that joins the batch before. With a `mixing` own drawings take the
    place of the last images of each batch, so an epoch leaves some out, others each time.
    """

    def __init__(  # noqa: PLR0913  # each is another thing that decides a batch
        self,
        split: Split,
        batch: int,
        *,
        normaliser: Normaliser,
        shuffle: bool = False,
        seed: int = 0,
        augmentation: Sequence[Augmentation] = (),
        device: torch.device | str = "cpu",
        mixing: Mixing | None = None,
    ) -> None:
        self._device = torch.device(device)
        self._pool, self._indices = _brought(split, self._device)
        self._labels = split.labels.to(self._device)
        self._normaliser, self._augmentation = normaliser, tuple(augmentation)
        self._batch, self._shuffle, self._seed, self._mixing = batch, shuffle, seed, mixing
        self._epoch = -1  # whose order is at hand
        self._places, self._truths = self._indices, self._labels  # of its images: where they lie, and what they show
        self.steps_per_epoch = steps_per_epoch(len(split), batch)

    def __len__(self) -> int:
        """The number of images in an epoch."""
        return len(self._labels)

    def batch(self, step: int) -> tuple[Tensor, Tensor]:
        """Images, float32 (N, C, H, W), and labels, int64 (N,), of a step counted from 0 over the whole run."""
        images, labels = self.pictures(step)
        return self._normaliser(images), labels

    def pictures(self, step: int) -> tuple[Tensor, Tensor]:
        """The same as they are before they are normalised: uint8, augmented."""
        epoch, begin, end = self._part(step)
        if self._shuffle and epoch != self._epoch:
            self._take_order(epoch)
        images, labels = self._pool.at(self._places[begin:end]).to(self._device), self._truths[begin:end]
        if self._mixing is not None:
            images, labels = _mixed(images, labels, *self._mixing.drawn(step, end - begin))
        if self._augmentation:
            images = augmented(images, self._augmentation, derived(self._seed, "augmentation", step))
        return images, labels

    def places(self, step: int) -> Tensor:
        """Which images of the split a step gets, by their places in it, int64 (N,); drawings are none of them."""
        epoch, begin, end = self._part(step)
        order = self._order(epoch) if self._shuffle else torch.arange(len(self))
        drawings = 0 if self._mixing is None else self._mixing.count(step, end - begin)
        return order[begin : end - drawings]

    def _part(self, step: int) -> tuple[int, int, int]:
        """The epoch of a step, and the part of its order that the step gets."""
        epoch, place = divmod(step, self.steps_per_epoch)
        begin = place * self._batch
        return epoch, begin, begin + self._batch if place < self.steps_per_epoch - 1 else len(self)

    def _order(self, epoch: int) -> Tensor:
        """Drawn on the CPU, so that every device sees the same order."""
        generator = torch.Generator().manual_seed(derived(self._seed, "order", epoch))
        return torch.randperm(len(self), generator=generator)

    def _take_order(self, epoch: int) -> None:
        order = self._order(epoch)
        self._places = self._indices.index_select(0, order.to(self._indices.device))
        self._truths = self._labels.index_select(0, order.to(self._device))
        self._epoch = epoch


def _mixed(images: Tensor, labels: Tensor, drawings: Tensor, theirs: Tensor) -> tuple[Tensor, Tensor]:
    """A batch whose last images gave way to drawings."""
    stays = len(labels) - len(theirs)
    return torch.cat((images[:stays], drawings)), torch.cat((labels[:stays], theirs))


class FeederAhead:
    """The same batches; the next one is made by a thread while a step computes. For one thread, which closes it."""

    def __init__(self, feeder: Feeder) -> None:
        self.steps_per_epoch = feeder.steps_per_epoch
        self._ahead = Ahead(feeder.batch)

    def batch(self, step: int) -> tuple[Tensor, Tensor]:
        """As that of a feeder."""
        return self._ahead.at(step)

    def close(self) -> None:
        """Ends the thread."""
        self._ahead.close()


AnyFeeder: TypeAlias = Feeder | FeederAhead


def _brought(split: Split, device: torch.device) -> tuple[Pool, Tensor]:
    """The images where batches are taken from, and the places of the split there."""
    if not _moves(split, device):
        return split.pool, split.indices
    return Pool(split.images.to(device)), torch.arange(len(split), device=device)
