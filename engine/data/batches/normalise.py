"""Normalisation: pixels to the numbers a network sees, the same for training, test, canvas, files and export."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

import torch
from torch import Tensor

from engine.data.dataset import Split
from engine.data.pixel_scale import PixelScale
from engine.errors import DataError, Place
from engine.project.data.data_settings import Constants, Normalisation, ScaleToOne, Standardise

Terms: TypeAlias = tuple[float, float] | tuple[Tensor, Tensor]


@dataclass(frozen=True)
class Normaliser:
    """(pixel / 255 − mean) / spread for each channel; `mean` and `spread` are of pixels from 0 to 1."""

    mean: tuple[float, ...]
    spread: tuple[float, ...]
    _terms: dict[torch.device, Terms] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __call__(self, images: Tensor) -> Tensor:
        """uint8 (N, C, H, W) to new float32 of the same shape, on the images' device: one product, one sum."""
        scale, shift = self._on(images.device)
        return images.to(torch.float32).mul_(scale).add_(shift)

    @property
    def scales(self) -> tuple[PixelScale, ...]:
        """Of each channel, in plain numbers."""
        return tuple(map(PixelScale, self.mean, self.spread))

    def _on(self, device: torch.device) -> Terms:
        if device not in self._terms:
            self._terms[device] = self._made(device)
        return self._terms[device]

    def _made(self, device: torch.device) -> Terms:
        scale = [1 / (255 * spread) for spread in self.spread]
        shift = [-mean / spread for mean, spread in zip(self.mean, self.spread, strict=True)]
        if len(set(scale)) == len(set(shift)) == 1:  # plain numbers are quicker where all channels are alike
            return scale[0], shift[0]
        return _per_channel(scale, device), _per_channel(shift, device)


def _per_channel(values: list[float], device: torch.device) -> Tensor:
    with torch.inference_mode(mode=False):  # whatever the mode of the first caller
        return torch.tensor(values, dtype=torch.float32, device=device).view(-1, 1, 1)


def fitted(settings: Normalisation, train: Split) -> Normaliser:
    """The normaliser of the settings for these training images; statistics are theirs alone.

    Raises DataError when constants are not one for each channel.
    """
    return fitted_lazily(settings, train.shape[0], lambda: train)


def fitted_lazily(settings: Normalisation, channels: int, train: Callable[[], Split]) -> Normaliser:
    """The same, asking for the training images only where their statistics are needed."""
    match settings:
        case ScaleToOne():
            return Normaliser((0.0,) * channels, (1.0,) * channels)
        case Standardise():
            return Normaliser(*statistics(train()))
        case Constants(mean=mean, spread=spread):
            if {len(mean), len(spread)} != {channels}:
                raise DataError(
                    f"Normalisation has {len(mean)} means and {len(spread)} spreads for {channels} channels.",
                    f"Give {channels} of each.",
                    Place(field="data.normalisation", words="Data, Normalisation"),
                )
            return Normaliser(mean, spread)
        case _:
            assert_never(settings)


def statistics(images: Split) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Mean and standard deviation of each channel, for pixels from 0 to 1, exact in float64.

    A channel that is the same everywhere gets a spread of 1, so that it becomes 0.
    """
    counts = images.levels.to(torch.float64)
    values = torch.arange(256, dtype=torch.float64) / 255
    share = counts / counts.sum(1, keepdim=True)
    mean = share @ values
    spread = (share * (values - mean[:, None]) ** 2).sum(1).sqrt()
    spread = torch.where((counts > 0).sum(1) > 1, spread, 1.0)
    return tuple(mean.tolist()), tuple(spread.tolist())
